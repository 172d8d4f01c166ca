#include <string.h>
#include "checksum.h"
#include "zstd.h"

#define SIZE 100000
static unsigned char data[SIZE], packed[2 * SIZE], again[SIZE];

int main(void) {
  fill(data, SIZE);
  for (int level = -3; level <= 22; level += 3) {
    size_t size = ZSTD_compress(packed, sizeof packed, data, SIZE, level);
    report("packed", packed, size);
    if (ZSTD_decompress(again, SIZE, packed, size) != SIZE || memcmp(data, again, SIZE)) return 1;
    puts(ZSTD_getErrorName(ZSTD_decompress(again, SIZE, packed, size - 7)));
  }
  ZSTD_CStream *stream = ZSTD_createCStream();
  ZSTD_initCStream(stream, 5);
  ZSTD_outBuffer out = {packed, sizeof packed, 0};
  for (size_t i = 0; i < SIZE; i += 5000) {
    ZSTD_inBuffer in = {data + i, 5000, 0};
    while (in.pos < in.size) ZSTD_compressStream(stream, &out, &in);
  }
  ZSTD_endStream(stream, &out);
  ZSTD_freeCStream(stream);
  report("stream", packed, out.pos);
  return 8;
}
