#include "checksum.h"
#include "xxhash.h"

static unsigned char data[20000];

int main(void) {
  fill(data, sizeof data);
  for (size_t size = 0; size < sizeof data; size = size * 3 / 2 + 1) {
    XXH128_hash_t wide = XXH3_128bits_withSeed(data, size, 42);
    printf("%zu %08x %016llx %016llx %016llx%016llx\n", size, XXH32(data, size, 7),
           (unsigned long long)XXH64(data, size, 7), (unsigned long long)XXH3_64bits(data, size),
           (unsigned long long)wide.high64, (unsigned long long)wide.low64);
  }
  XXH3_state_t *state = XXH3_createState();
  XXH3_64bits_reset(state);
  for (size_t i = 0; i + 700 < sizeof data; i += 700) XXH3_64bits_update(state, data + i, 700);
  printf("%016llx\n", (unsigned long long)XXH3_64bits_digest(state));
  XXH3_freeState(state);
  return 3;
}
