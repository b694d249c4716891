package io.github.softjac.cli;

import io.github.softjac.classifier.ClassWeights;

/// How much rows of each class count, for `--class-weights`.
final class ClassWeightsName extends OneOf<ClassWeights> {

  ClassWeightsName() {
    super("kind of class weights");
    add("balanced", ClassWeights.BALANCED);
    add("none", ClassWeights.NONE);
  }
}
