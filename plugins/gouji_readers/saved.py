"""stub"""

from gouji.hookspecs import hookimpl


@hookimpl
def gouji_documents(data, name):
    return None
