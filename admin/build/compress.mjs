// Every file once as brotli and once as gzip: the server sends them as they are.
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Name → bytes becomes `name.br` and `name.gz` → bytes. */
export async function compressed(files, quickly) {
  const pairs = [...files].flatMap(([name, bytes]) => [
    brotli(bytes, { params: brotliParameters(bytes, quickly) }).then((small) => [`${name}.br`, small]),
    gzip(bytes, { level: quickly ? 1 : 9 }).then((small) => [`${name}.gz`, small]),
  ]);
  return Promise.all(pairs);
}

function brotliParameters(bytes, quickly) {
  return {
    [zlib.constants.BROTLI_PARAM_QUALITY]: quickly ? 4 : 11,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
}
