/* An unbalanced search tree: recursive insertion, a fold over its shape, recursive destruction. */
#include <stdlib.h>

typedef struct tree {
  double key, sum;
  struct tree *left, *right;
} tree;

static tree *insert(tree *t, double key) {
  if (!t) {
    t = calloc(1, sizeof *t);
    t->key = key;
    return t;
  }
  if (key < t->key)
    t->left = insert(t->left, key);
  else
    t->right = insert(t->right, key);
  t->sum += key * t->key;
  return t;
}

static double fold(const tree *t, double depth) {
  if (!t) return 0.25 * depth;
  return t->sum * depth + fold(t->left, 1.5 * depth) + t->key * fold(t->right, 0.75 * depth);
}

static void destroy(tree *t) {
  if (!t) return;
  destroy(t->left);
  destroy(t->right);
  free(t);
}

double objective(const double *x, int n) {
  tree *root = NULL;
  for (int i = 0; i < n; i++) root = insert(root, x[i]);
  double result = fold(root, 1);
  destroy(root);
  return result;
}
