/* Memory that a library keeps for the program: nothing shows that it is the same that it gives back.
   REFUSED: active values go through memory of unknown origin */
#include <pthread.h>

double objective(const double *x, int n) {
  static pthread_key_t key;
  static int made;
  double y[16], sum = 0;
  if (!made) {
    pthread_key_create(&key, 0);
    made = 1;
  }
  for (int i = 0; i < n; i++) y[i] = x[i] * x[i];
  pthread_setspecific(key, y);
  const double *z = pthread_getspecific(key);
  for (int i = 0; i < n; i++) sum += z[i];
  return sum;
}
