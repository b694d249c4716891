# Sourced by softjac, check and mvnw: sets JAVA_HOME to a JDK 25 or newer, or fails with one line that says
# what to install. Looks at JAVA_HOME, the java on the PATH, Debian's and Red Hat's JVM folder, SDKMAN,
# and macOS, in this order.

softjac_java_major() { # prints the major version of the JDK in folder $1, or nothing
  [ -x "$1/bin/javac" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

softjac_is_jdk25() {
  local major
  major=$(softjac_java_major "$1")
  [ -n "$major" ] && [ "$major" -ge 25 ]
}

softjac_find_jdk25() {
  local candidate on_path
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  fi
  for candidate in \
    "${JAVA_HOME:-}" \
    "$on_path" \
    /usr/lib/jvm/*25* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /usr/lib/jvm/*; do
    if [ -n "$candidate" ] && softjac_is_jdk25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  if [ -x /usr/libexec/java_home ] && candidate=$(/usr/libexec/java_home -v 25+ 2>/dev/null); then
    JAVA_HOME=$candidate
    export JAVA_HOME
    return 0
  fi
  echo "Softjac needs a JDK 25 or newer: install one (for example 'apt-get install temurin-25-jdk' or 'sdk install java 25-tem') or set JAVA_HOME to it." >&2
  return 1
}

softjac_find_jdk25
