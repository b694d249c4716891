/// The softjac command.
///
/// Start reading at [io.github.softjac.cli.Softjac], then one file a command.
module io.github.softjac.cli {
  requires static org.jspecify;
  requires io.github.softjac.data;
  // sun.misc.Signal, see Interrupts.
  requires jdk.unsupported;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires de.siegmar.fastcsv;

  // picocli fills in the options of a command by reflection.
  opens io.github.softjac.cli to
      info.picocli;
}
