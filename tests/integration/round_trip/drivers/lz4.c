#include <stdlib.h>
#include <string.h>
#include "checksum.h"
#include "lz4.h"
#include "lz4frame.h"
#include "lz4hc.h"

#define SIZE 100000
static unsigned char data[SIZE], packed[2 * SIZE], again[SIZE];

int main(void) {
  fill(data, SIZE);
  for (int level = 0; level <= 12; level += 3) {
    int size = level ? LZ4_compress_HC((char *)data, (char *)packed, SIZE, sizeof packed, level)
                     : LZ4_compress_default((char *)data, (char *)packed, SIZE, sizeof packed);
    report("block", packed, size);
    if (LZ4_decompress_safe((char *)packed, (char *)again, size, SIZE) != SIZE) return 1;
    if (memcmp(data, again, SIZE)) return 2;
  }
  report("truncated", again, LZ4_decompress_safe((char *)packed, (char *)again, 100, SIZE) < 0);
  LZ4F_preferences_t preferences = {0};
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  size_t size = LZ4F_compressFrame(packed, sizeof packed, data, SIZE, &preferences);
  report("frame", packed, size);
  LZ4F_dctx *context;
  LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
  size_t room = SIZE, taken = size;
  LZ4F_decompress(context, again, &room, packed, &taken, NULL);
  LZ4F_freeDecompressionContext(context);
  return room == SIZE && !memcmp(data, again, SIZE) ? 4 : 5;
}
