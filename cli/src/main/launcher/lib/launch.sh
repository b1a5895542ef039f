# How the linchpin command is started, in a checkout and where it was unpacked. For scripts to read in, not to run.

fail() {
  echo "linchpin: $1" >&2
  exit 70
}

# Starts the command that lies in the folder $1, and with it ends this process.
launch() {
  lib=$1
  shift
  require_java
  case ${1:-} in
    '' | -* | help | pin) launch_soon "$@" ;;
    *) exec "$java" -jar "$lib/linchpin-cli.jar" "$@" ;;
  esac
}

# For commands that take less than a second: what runs once is not worth compiling well. And what the JVM loads by its boot loader
# it does not verify: neither bytecode, which is slow for classes as old as picocli's, nor the signatures of Bouncy Castle's jars, by
# keys that nobody compares with any.
launch_soon() {
  boot=
  for jar in "$lib"/picocli-*.jar "$lib"/bcprov-*.jar "$lib"/bcutil-*.jar "$lib"/bcpkix-*.jar; do
    boot=$boot:$jar
  done
  # No list of files can hold a name with a colon.
  case $lib in *:*) boot= ;; esac
  exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto ${boot:+"-Xbootclasspath/a$boot"} \
    -jar "$lib/linchpin-cli.jar" "$@"
}

# Finds a java that is new enough.
require_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, where no bin/java is; Java 17 or newer is needed"
  else
    java=$(command -v java) || fail "there is no java on the PATH; Java 17 or newer is needed"
  fi
  version=$(version_of "$java")
  [ "${version%%[!0-9]*}" -ge 17 ] 2>/dev/null || fail "$java is Java ${version:-of an unknown version}; Java 17 or newer is needed"
}

# A JDK says in a file which one it is. To ask java itself takes as long as many a command.
version_of() {
  jdk=$(readlink -f "$1" 2>/dev/null) || jdk=
  jdk=${jdk%/bin/java}
  if [ -n "$jdk" ] && [ -r "$jdk/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*)
          line=${line#*=\"}
          echo "${line%\"}"
          return
          ;;
      esac
    done <"$jdk/release"
  fi
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p'
}
