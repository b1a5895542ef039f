#!/bin/sh
# compile.sh CLIENT: compiles the Kotlin that was emitted, together with clients/CLIENT.kt, into $LINCHPIN_EMITTED/classes.
set -eu
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$LINCHPIN_BUILD/kotlinc/*" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler \
  -no-stdlib -no-reflect -nowarn -jvm-target 17 -d "$LINCHPIN_EMITTED/classes" \
  -cp "$LINCHPIN_BUILD/harness:$(printf %s: "$LINCHPIN_BUILD"/lib/*.jar)$LINCHPIN_CLASS_PATH" \
  "clients/$1.kt" "$LINCHPIN_EMITTED"/*.kt
