"""What a file is, told by its content, and a copy of it that tells of nobody.

Knows no Django and no database: it runs in a child process with limits (`__main__`), away from the portal's
secrets, because what it opens comes from strangers.
"""
