package io.github.softjac.schema;

/// How many buckets the words of a hashed column share.
public final class HashedBuckets {

  /// A prime, so that all bits of the hash count.
  public static final int COUNT = 16_381;

  private HashedBuckets() {}
}
