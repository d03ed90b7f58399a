//! Pages of a small site, from the address to the answer.
