package io.github.softjac.model;

/// A named block of floats in a model file.
///
/// @param name 1 to 128 of the characters `A–Z a–z 0–9 . _ - /`
/// @param shape sizes, each at least 1, at most 8 of them; none: a single number. Copied in and out
/// @param values row-major, as many as the product of `shape`, all finite; not copied
// Tensors are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, int[] shape, float[] values) {}
