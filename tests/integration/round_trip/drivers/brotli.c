#include <string.h>
#include "brotli/decode.h"
#include "brotli/encode.h"
#include "checksum.h"

#define SIZE 60000
static unsigned char data[SIZE], packed[2 * SIZE], again[SIZE];

int main(void) {
  fill(data, SIZE);
  for (int quality = 0; quality <= 11; quality++) {
    size_t size = sizeof packed, room = SIZE;
    if (!BrotliEncoderCompress(quality, 18, quality % 3, SIZE, data, &size, packed)) return 1;
    report("packed", packed, size);
    if (BrotliDecoderDecompress(size, packed, &room, again) != BROTLI_DECODER_RESULT_SUCCESS)
      return 2;
    if (room != SIZE || memcmp(data, again, SIZE)) return 3;
    printf("%d\n", BrotliDecoderDecompress(size / 2, packed, &room, again));
  }
  return 6;
}
