"""Arrow: ``parse_batches`` reads documents in record batches; ``stream`` lends texts to any library.

parse ← batches                documents in, tables out, by pyarrow
lend ← structs                 the C stream interface, without any Arrow library
"""

from gouji.arrow.lend import lent, stream
from gouji.arrow.parse import parse_batches, unpack_batches

__all__ = ["lent", "parse_batches", "stream", "unpack_batches"]
