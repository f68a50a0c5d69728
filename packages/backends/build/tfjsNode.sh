#!/usr/bin/env bash
# Installs @tensorflow/tfjs-node, or with --gpu @tensorflow/tfjs-node-gpu, where the downloads of its own install script
# fail. The C library comes from the wheel of TensorFlow for Python, from PyPI, and the binding is compiled. No Python
# runs TensorFlow: python3 only fetches and unpacks the wheel.
#
#   bash packages/backends/build/tfjsNode.sh [--gpu] FOLDER
#
# Then PACKAGES_DIR=FOLDER lets the coordinator, the workers and the tests find it.
# Needs Linux on x86-64, Node 20 or 22 with its headers, npm, python3 with pip, g++, make and nm.
set -euo pipefail

TFJS=4.22.0
TENSORFLOW=2.9.3 # the last patch of 2.9; the package's own script downloads 2.9.1

fail() {
  echo "tfjsNode.sh: $1" >&2
  exit 2
}

package=tfjs-node
wheel=tensorflow-cpu
if [ "${1:-}" = --gpu ]; then
  package=tfjs-node-gpu
  wheel=tensorflow
  shift
fi
[ $# -eq 1 ] || fail "wants one folder to install into, and --gpu before it for an NVIDIA card; got: $*"
[ "$(uname -sm)" = "Linux x86_64" ] ||
  fail "the wheel is for Linux on x86-64, this is $(uname -sm): install @tensorflow/$package with npm"
for tool in node npm python3 g++ make nm; do
  command -v "$tool" >/dev/null || fail "needs $tool: install it, then start this script again"
done
[ "$(node -p 'Number(process.versions.node.split(".")[0]) < 23')" = true ] ||
  fail "@tensorflow/$package $TFJS needs Node below 23, this is $(node -v)"

mkdir -p "$1"
cd "$1"
[ -f package.json ] || echo '{ "private": true }' >package.json
npm install --ignore-scripts "@tensorflow/$package@$TFJS"
deps="$PWD/node_modules/@tensorflow/$package/deps"
mkdir -p "$deps/lib"

unpacked="$(mktemp -d)"
trap 'rm -rf "$unpacked"' EXIT
# any Python will do to fetch it: the names of the versions choose the file
python3 -m pip download --no-deps --only-binary=:all: --python-version 3.9 \
  --platform manylinux2014_x86_64 --dest "$unpacked" "$wheel==$TENSORFLOW"
python3 -m zipfile -e "$unpacked"/*.whl "$unpacked"
rm -rf "$deps/include"
mv "$unpacked/tensorflow/include" "$deps/"
mv "$unpacked/tensorflow/libtensorflow_framework.so.2" "$deps/lib/"
mv "$unpacked/tensorflow/python/_pywrap_tensorflow_internal.so" "$deps/lib/"

cd "$deps/lib"
# The wheel's library also holds code for Python, which is never called here, but whose names the loader looks for.
cat >noPython.c <<'C'
#include <stdio.h>
#include <stdlib.h>
void noPython(void) {
  fputs("tfjs-node: TensorFlow called Python, which is not here\n", stderr);
  abort();
}
C
nm -D --undefined-only _pywrap_tensorflow_internal.so |
  awk '$NF ~ /^_?Py/ { print "void " $NF "(void) __attribute__((alias(\"noPython\")));" }' >>noPython.c
g++ -x c -w -shared -fPIC -Wl,-soname,libnoPython.so -o libnoPython.so noPython.c
# The names for which the package's build looks. The first is a script for the linker: it links both.
echo 'INPUT(-l:_pywrap_tensorflow_internal.so -l:libnoPython.so)' >libtensorflow.so
ln -sf libtensorflow_framework.so.2 libtensorflow_framework.so
# The install script downloads nothing when it finds this file.
touch "libtensorflow.so.$(node -p 'require("../../scripts/deps-constants.js").LIBTENSORFLOW_VERSION')"

cd ../../../../..
prefix="$(dirname "$(dirname "$(node -p 'process.execPath')")")"
# without these headers, node-gyp downloads them
if [ -f "$prefix/include/node/node_api.h" ]; then export npm_config_nodedir="$prefix"; fi
# not `npm rebuild`: the script of the GPU package would download once more
npm_config_build_from_source=true npm explore "@tensorflow/$package" -- node scripts/install.js

# the build's own exit status is lost in the install script
TF_CPP_MIN_LOG_LEVEL=2 node -e "
  const tf = require('@tensorflow/$package');
  const [sum] = tf.matMul(tf.ones([1, 3]), tf.ones([3, 1])).dataSync();
  if (sum !== 3) throw new Error('1 + 1 + 1 is 3, got ' + sum);
  console.log('@tensorflow/$package computes on the ' + (tf.backend().isUsingGpuDevice ? 'GPU' : 'CPU'));"
echo "PACKAGES_DIR=$PWD lets the coordinator find it"
