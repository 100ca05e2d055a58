"""Django's format modules (FORMAT_MODULE_PATH): what forms accept. Output goes through `ogp_portal.languages.formats`."""
