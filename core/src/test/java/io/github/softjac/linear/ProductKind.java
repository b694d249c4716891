package io.github.softjac.linear;

/// The three products.
enum ProductKind {
  PLAIN,
  TRANSPOSED_A,
  TRANSPOSED_B
}
