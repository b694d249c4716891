package io.github.softjac.linear;

import java.util.SplittableRandom;

/// Two random matrices to multiply and one to add to, each somewhere inside a larger array.
@SuppressWarnings("ArrayRecordComponent") // never compared
record MatrixCase(
    ProductKind kind,
    int m,
    int k,
    int n,
    float[] a,
    int aOffset,
    int aStride,
    float[] b,
    int bOffset,
    int bStride,
    float[] c,
    int cOffset,
    int cStride) {

  /// Of a shape drawn from [0, bound) and [0, innerBound).
  static MatrixCase of(ProductKind kind, SplittableRandom random, int bound, int innerBound) {
    return of(
        kind, random, random.nextInt(bound), random.nextInt(innerBound), random.nextInt(bound));
  }

  static MatrixCase of(ProductKind kind, SplittableRandom random, int m, int k, int n) {
    int aRows = kind == ProductKind.TRANSPOSED_A ? k : m;
    int bRows = kind == ProductKind.TRANSPOSED_B ? n : k;
    int aStride = (kind == ProductKind.TRANSPOSED_A ? m : k) + random.nextInt(4);
    int bStride = (kind == ProductKind.TRANSPOSED_B ? k : n) + random.nextInt(4);
    int cStride = n + random.nextInt(4);
    int aOffset = random.nextInt(20);
    int bOffset = random.nextInt(20);
    int cOffset = random.nextInt(20);
    return new MatrixCase(
        kind,
        m,
        k,
        n,
        random(random, aOffset + aRows * aStride),
        aOffset,
        aStride,
        random(random, bOffset + bRows * bStride),
        bOffset,
        bStride,
        random(random, cOffset + m * cStride),
        cOffset,
        cStride);
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  int aAt(int i, int p) {
    return aOffset + (kind == ProductKind.TRANSPOSED_A ? p * aStride + i : i * aStride + p);
  }

  int bAt(int p, int j) {
    return bOffset + (kind == ProductKind.TRANSPOSED_B ? j * bStride + p : p * bStride + j);
  }

  int cAt(int i, int j) {
    return cOffset + i * cStride + j;
  }

  /// C after the product, in a copy of its whole array.
  float[] result() {
    float[] to = c.clone();
    switch (kind) {
      case PLAIN ->
          MatrixProduct.add(
              a, aOffset, aStride, b, bOffset, bStride, to, cOffset, cStride, m, k, n);
      case TRANSPOSED_A ->
          MatrixProduct.addTransposedA(
              a, aOffset, aStride, b, bOffset, bStride, to, cOffset, cStride, m, k, n);
      case TRANSPOSED_B ->
          MatrixProduct.addTransposedB(
              a, aOffset, aStride, b, bOffset, bStride, to, cOffset, cStride, m, k, n);
    }
    return to;
  }

  /// The same, element by element, as the contract says.
  float[] specified() {
    float[] to = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          to[cAt(i, j)] = Math.fma(a[aAt(i, p)], b[bAt(p, j)], to[cAt(i, j)]);
        }
      }
    }
    return to;
  }

  @Override
  public String toString() {
    return "%s m %d k %d n %d, offsets %d %d %d, strides %d %d %d"
        .formatted(kind, m, k, n, aOffset, bOffset, cOffset, aStride, bStride, cStride);
  }
}
