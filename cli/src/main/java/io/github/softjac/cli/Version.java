package io.github.softjac.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar's manifest.
final class Version implements IVersionProvider {

  /// The version alone, `0.1.0`; `development` outside a jar.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"softjac " + number() + " (Java " + Runtime.version() + ")"};
  }
}
