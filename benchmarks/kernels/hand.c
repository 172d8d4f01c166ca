#include <math.h>
/*
 * Hand tracking: how far points are from the vertices of a hand that they correspond to. The pose theta has 26 numbers: rotation vector and
 * translation of the whole hand, then per finger the angles of its joints, 2 for the first one and 1 for the other two.
 * Matrices are (4, 4), by rows; the bones' parents come before them.
 */

enum { FINGERS = 5, FIRST_FINGER_ANGLE = 6, BONES_PER_FINGER = 4 };

/* Rodrigues' formula. */
static void rotation_of_vector(const double *vector, double rotation[3][3]) {
  double angle = sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  if (angle < 1e-4) {
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        rotation[i][j] = i == j;
    return;
  }
  double x = vector[0] / angle, y = vector[1] / angle, z = vector[2] / angle;
  double s = sin(angle), c = cos(angle), v = 1.0 - c;
  rotation[0][0] = x * x * v + c;
  rotation[0][1] = x * y * v - z * s;
  rotation[0][2] = x * z * v + y * s;
  rotation[1][0] = x * y * v + z * s;
  rotation[1][1] = y * y * v + c;
  rotation[1][2] = y * z * v - x * s;
  rotation[2][0] = x * z * v - y * s;
  rotation[2][1] = y * z * v + x * s;
  rotation[2][2] = z * z * v + c;
}

/* product = left times right, for affine maps: the last row is 0 0 0 1. */
static void compose(const double *left, const double *right, double *product) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 4; j++) {
      double sum = j == 3 ? left[4 * i + 3] : 0.0;
      for (int k = 0; k < 3; k++)
        sum += left[4 * i + k] * right[4 * k + j];
      product[4 * i + j] = sum;
    }
  for (int j = 0; j < 4; j++)
    product[12 + j] = j == 3;
}

/* A joint bends around x by one angle, then spreads around z by the other one. */
static void joint(double bend, double spread, double *matrix) {
  double cb = cos(bend), sb = sin(bend), cs = cos(spread), ss = sin(spread);
  const double rotation[16] = {cs, -ss * cb, ss * sb, 0.0, ss, cs * cb, -cs * sb, 0.0,
                               0.0, sb, cb, 0.0, 0.0, 0.0, 0.0, 1.0};
  for (int i = 0; i < 16; i++)
    matrix[i] = rotation[i];
}

/* Bone 1 + 4 f + b is bone b of finger f; the first of each and the wrist, bone 0, have no joint, and neither has what follows the fingers. */
static void joint_angles(int bones, const double *theta, double *bends, double *spreads) {
  for (int b = 0; b < bones; b++)
    bends[b] = spreads[b] = 0.0;
  const double *angle = theta + FIRST_FINGER_ANGLE;
  for (int f = 0; f < FINGERS; f++) {
    int bone = 2 + BONES_PER_FINGER * f;
    bends[bone] = *angle++;
    spreads[bone] = *angle++;
    bends[bone + 1] = *angle++;
    bends[bone + 2] = *angle++;
  }
}

/* Where each bone takes the hand from its position at rest. */
static void bone_transforms(int bones, const int *parents, const double *base_relatives,
                            const double *inverse_base_absolutes, const double *theta,
                            double *absolutes, double *transforms) {
  double bends[bones], spreads[bones];
  joint_angles(bones, theta, bends, spreads);
  for (int b = 0; b < bones; b++) {
    double turned[16], relative[16];
    joint(bends[b], spreads[b], turned);
    compose(&base_relatives[16 * b], turned, relative);
    if (parents[b] < 0)
      for (int i = 0; i < 16; i++)
        absolutes[16 * b + i] = relative[i];
    else
      compose(&absolutes[16 * parents[b]], relative, &absolutes[16 * b]);
    compose(&absolutes[16 * b], &inverse_base_absolutes[16 * b], &transforms[16 * b]);
  }
}

/*
 * base_positions (vertices, 4) are homogeneous, weights are (vertices, bones), points and errors (correspondences, 3);
 * corresponding (correspondences) are vertices.
 */
void hand_residuals(int bones, int vertices, int correspondences, const int *restrict parents,
                    const double *restrict base_relatives, const double *restrict inverse_base_absolutes,
                    const double *restrict base_positions, const double *restrict weights,
                    const int *restrict corresponding, const double *restrict points,
                    const double *restrict theta, double *restrict errors) {
  double absolutes[16 * bones], transforms[16 * bones];
  bone_transforms(bones, parents, base_relatives, inverse_base_absolutes, theta, absolutes, transforms);
  double positions[3 * vertices];
  for (int v = 0; v < vertices; v++) {
    const double *base = &base_positions[4 * v];
    double skinned[3] = {0.0, 0.0, 0.0};
    for (int b = 0; b < bones; b++) {
      const double *transform = &transforms[16 * b];
      for (int i = 0; i < 3; i++) {
        const double *row = &transform[4 * i];
        skinned[i] += weights[v * bones + b] *
                      (row[0] * base[0] + row[1] * base[1] + row[2] * base[2] + row[3] * base[3]);
      }
    }
    for (int i = 0; i < 3; i++)
      positions[3 * v + i] = skinned[i];
  }
  double rotation[3][3];
  rotation_of_vector(theta, rotation);
  for (int c = 0; c < correspondences; c++) {
    const double *position = &positions[3 * corresponding[c]];
    for (int i = 0; i < 3; i++)
      errors[3 * c + i] = points[3 * c + i] - theta[3 + i] - rotation[i][0] * position[0] -
                          rotation[i][1] * position[1] - rotation[i][2] * position[2];
  }
}
