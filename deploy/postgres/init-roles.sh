#!/bin/bash
# Makes the portal's database and its two roles, without superuser and without BYPASSRLS: row-level
# security, the wall between the countries, does not hold for a role that has either.
#
# Run as a superuser through libpq's PG* variables, with PORTAL_DATABASE_PASSWORD set. The postgres
# container runs it on its first start (/docker-entrypoint-initdb.d), the embedded PostgreSQL on every
# start; running it again mends what differs.
set -euo pipefail

: "${PORTAL_DATABASE_PASSWORD:?set PORTAL_DATABASE_PASSWORD to the password that the role portal gets}"
export PGUSER="${PGUSER:-${POSTGRES_USER:-postgres}}"
export PGOPTIONS="--client-min-messages=warning"
run() { psql -X --quiet --set ON_ERROR_STOP=1 --dbname "$1"; }

# portal is NOINHERIT: it may become portal_anonymous (SET ROLE), but the anonymous role's policies,
# which show published rows without a country scope, must not add to its own.
run postgres <<'SQL'
\getenv password PORTAL_DATABASE_PASSWORD
SELECT 'CREATE ROLE portal' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal') \gexec
SELECT 'CREATE ROLE portal_anonymous' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_anonymous') \gexec
ALTER ROLE portal WITH LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB PASSWORD :'password';
ALTER ROLE portal_anonymous WITH NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB;
SELECT current_setting('server_version_num')::int >= 160000 AS inherits_by_grant \gset
\if :inherits_by_grant
GRANT portal_anonymous TO portal WITH INHERIT FALSE, SET TRUE;
\else
GRANT portal_anonymous TO portal;
\endif
SELECT 'CREATE DATABASE portal OWNER portal TEMPLATE template0' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec
REVOKE ALL ON DATABASE portal FROM PUBLIC;
SQL

# A role without INHERIT does not get its own database's schema by ownership on PostgreSQL 15;
# template1 is what the databases of the tests are made from.
for database in portal template1; do
  echo 'GRANT USAGE, CREATE ON SCHEMA public TO portal;' | run "$database"
done

run portal <<'SQL'
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;
SQL
