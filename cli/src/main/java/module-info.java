/// The softjac command.
module io.github.softjac.cli {
  requires static org.jspecify;
  requires io.github.softjac.data;
  requires info.picocli;
}
