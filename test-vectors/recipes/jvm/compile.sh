#!/bin/sh
# compile.sh CLIENT: compiles the harness, clients/CLIENT and what was emitted into $LINCHPIN_EMITTED/classes.
set -eu
classes=$LINCHPIN_EMITTED/classes
libraries=$(printf %s: "$LINCHPIN_BUILD"/lib/*.jar)$LINCHPIN_CLASS_PATH
if [ -e "clients/$1.kt" ]; then
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$LINCHPIN_BUILD/kotlinc/*" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler \
    -no-stdlib -no-reflect -nowarn -jvm-target 17 -cp "$libraries" -d "$classes" src "clients/$1.kt" "$LINCHPIN_EMITTED"/*.kt
  set --
else
  set -- "clients/$1.java" "$LINCHPIN_EMITTED"/*.java
fi
exec javac -J-XX:TieredStopAtLevel=1 -proc:none -cp "$libraries" -d "$classes" src/*.java "$@"
