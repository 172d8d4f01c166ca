// A binary search tree on the heap, keyed by integers, with float payloads; recursive fold and recursive free.
#include <math.h>
#include <stdlib.h>

typedef struct tree {
  int key;
  double payload;
  struct tree *left, *right;
} tree;

static tree *insert(tree *t, int key, double payload) {
  if (!t) {
    t = malloc(sizeof *t);
    *t = (tree){key, payload, NULL, NULL};
  } else if (key < t->key) {
    t->left = insert(t->left, key, payload);
  } else if (key > t->key) {
    t->right = insert(t->right, key, payload);
  } else {
    t->payload += payload;
  }
  return t;
}

static double fold(const tree *t, int depth) {
  if (!t) return 0.0;
  double below = fold(t->left, depth + 1) - fold(t->right, depth + 1);
  return tanh(t->payload + 0.5 * below) / depth;
}

static void destroy(tree *t) {
  if (!t) return;
  destroy(t->left);
  destroy(t->right);
  free(t);
}

double objective(const double *x, int n) {
  tree *root = NULL;
  for (int i = 0; i < n; i++) root = insert(root, (i * 5 + 3) % 7, x[i]);
  double value = fold(root, 1);
  destroy(root);
  return value;
}
