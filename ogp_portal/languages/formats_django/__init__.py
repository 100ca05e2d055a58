"""Django's format modules (FORMAT_MODULE_PATH): what forms accept; output goes through `formats`."""
