#include "../kernels/hand.c"
/*
 * The Jacobian of hand.c by hand: fills errors, and adds to jacobian (3 correspondences, 26). An angle moves the bones from its joint on, so its
 * column comes from the derivatives of these bones' transforms, and from those vertices only that points correspond to.
 */

/* The derivative of Rodrigues' matrix along component `axis` of its vector. */
static void rotation_slope(const double *vector, int axis, double slope[3][3]) {
  double angle = sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  if (angle < 1e-4) {
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        slope[i][j] = 0.0;
    return;
  }
  double u[3] = {vector[0] / angle, vector[1] / angle, vector[2] / angle};
  double s = sin(angle), c = cos(angle), v = 1.0 - c;
  double d_angle = u[axis], d_s = c * d_angle, d_v = s * d_angle, d_u[3];
  for (int i = 0; i < 3; i++)
    d_u[i] = ((i == axis) - u[i] * d_angle) / angle;
  const double turn[3][3] = {{0, -u[2], u[1]}, {u[2], 0, -u[0]}, {-u[1], u[0], 0}};
  const double d_turn[3][3] = {{0, -d_u[2], d_u[1]}, {d_u[2], 0, -d_u[0]}, {-d_u[1], d_u[0], 0}};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      slope[i][j] = (d_u[i] * u[j] + u[i] * d_u[j]) * v + u[i] * u[j] * d_v + d_turn[i][j] * s +
                    turn[i][j] * d_s - (i == j) * d_v;
}

/* How a joint's matrix changes with one of its angles. */
static void joint_slope(double bend, double spread, int of_spread, double *matrix) {
  double cb = cos(bend), sb = sin(bend), cs = cos(spread), ss = sin(spread);
  const double by_bend[16] = {0, ss * sb, ss * cb, 0, 0, -cs * sb, -cs * cb, 0, 0, cb, -sb, 0, 0, 0, 0, 0};
  const double by_spread[16] = {-ss, -cs * cb, cs * sb, 0, cs, -ss * cb, ss * sb, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 16; i++)
    matrix[i] = of_spread ? by_spread[i] : by_bend[i];
}

/* As `compose`, where `right` is the derivative of an affine map: its last row is zero. */
static void compose_slope(const double *left, const double *right, double *product) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 4; j++) {
      double sum = 0.0;
      for (int k = 0; k < 3; k++)
        sum += left[4 * i + k] * right[4 * k + j];
      product[4 * i + j] = sum;
    }
}

static void skin(const double *transforms, int from, int to, const double *weights,
                 const double *base, double *skinned) {
  for (int i = 0; i < 3; i++)
    skinned[i] = 0.0;
  for (int b = from; b < to; b++)
    for (int i = 0; i < 3; i++) {
      const double *row = &transforms[16 * b + 4 * i];
      skinned[i] +=
          weights[b] * (row[0] * base[0] + row[1] * base[1] + row[2] * base[2] + row[3] * base[3]);
    }
}

void hand_jacobian(int bones, int vertices, int correspondences, const int *restrict parents,
                   const double *restrict base_relatives, const double *restrict inverse_base_absolutes,
                   const double *restrict base_positions, const double *restrict weights,
                   const int *restrict corresponding, const double *restrict points,
                   const double *restrict theta, double *restrict errors, double *restrict jacobian) {
  enum { POSE = 26 };
  double absolutes[16 * bones], transforms[16 * bones], slopes[16 * bones];
  bone_transforms(bones, parents, base_relatives, inverse_base_absolutes, theta, absolutes, transforms);
  double bends[bones], spreads[bones];
  joint_angles(bones, theta, bends, spreads);
  double rotation[3][3], rotation_slopes[3][3][3];
  rotation_of_vector(theta, rotation);
  for (int axis = 0; axis < 3; axis++)
    rotation_slope(theta, axis, rotation_slopes[axis]);
  for (int c = 0; c < correspondences; c++) {
    int v = corresponding[c];
    double position[3];
    skin(transforms, 0, bones, &weights[v * bones], &base_positions[4 * v], position);
    for (int i = 0; i < 3; i++) {
      double moved = theta[3 + i];
      double *row = &jacobian[POSE * (3 * c + i)];
      for (int j = 0; j < 3; j++) {
        moved += rotation[i][j] * position[j];
        for (int axis = 0; axis < 3; axis++)
          row[axis] -= rotation_slopes[axis][i][j] * position[j];
      }
      errors[3 * c + i] = points[3 * c + i] - moved;
      row[3 + i] -= 1.0;
    }
  }
  int column = FIRST_FINGER_ANGLE;
  for (int f = 0; f < FINGERS; f++) {
    int first = 2 + BONES_PER_FINGER * f, end = first + 3;
    for (int b = first; b < end; b++)
      for (int of_spread = 0; of_spread < (b == first ? 2 : 1); of_spread++, column++) {
        double turned[16], relative[16], above[16] = {0.0};
        joint_slope(bends[b], spreads[b], of_spread, turned);
        compose_slope(&base_relatives[16 * b], turned, relative);
        compose_slope(&absolutes[16 * parents[b]], relative, above);
        for (int below = b;; below++) {
          /* `above` is the derivative of the bone's absolute matrix: a linear map, whose last row is zero. */
          const double *inverse = &inverse_base_absolutes[16 * below];
          for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
              slopes[16 * below + 4 * i + j] = above[4 * i] * inverse[j] + above[4 * i + 1] * inverse[4 + j] +
                                               above[4 * i + 2] * inverse[8 + j] +
                                               above[4 * i + 3] * inverse[12 + j];
          if (below + 1 == end)
            break;
          double own[16], next[16];
          joint(bends[below + 1], spreads[below + 1], own);
          compose(&base_relatives[16 * (below + 1)], own, relative);
          for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
              next[4 * i + j] = above[4 * i] * relative[j] + above[4 * i + 1] * relative[4 + j] +
                                above[4 * i + 2] * relative[8 + j] + above[4 * i + 3] * relative[12 + j];
          for (int i = 0; i < 12; i++)
            above[i] = next[i];
        }
        for (int c = 0; c < correspondences; c++) {
          int v = corresponding[c];
          double moved[3];
          skin(slopes, b, end, &weights[v * bones], &base_positions[4 * v], moved);
          for (int i = 0; i < 3; i++)
            jacobian[POSE * (3 * c + i) + column] -= rotation[i][0] * moved[0] + rotation[i][1] * moved[1] +
                                                     rotation[i][2] * moved[2];
        }
      }
  }
}
