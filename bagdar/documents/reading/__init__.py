"""Understanding tables: captions, kinds of rows, the account of every row; RawDocument in, forms out."""
