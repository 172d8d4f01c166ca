#include <math.h>
/*
 * The Jacobian of ba.c by hand, for observations that share nothing: adds the two rows of each observation to
 * (d_cameras, d_points, d_weights) and (e_cameras, e_points, e_weights), and fills errors and weight_errors.
 */

static void cross(const double *a, const double *b, double *c) {
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

static double dot(const double *a, const double *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

typedef struct {
  double axis[3], angle, cosine, sine;
  double v[3], product[3], along, rotated[3];
} Rotation;

static void rotate(const double *r, Rotation *state) {
  double squared_angle = dot(r, r);
  state->angle = sqrt(squared_angle);
  if (squared_angle == 0.0) {
    cross(r, state->v, state->product);
    for (int i = 0; i < 3; i++)
      state->rotated[i] = state->v[i] + state->product[i];
    return;
  }
  state->cosine = cos(state->angle);
  state->sine = sin(state->angle);
  for (int i = 0; i < 3; i++)
    state->axis[i] = r[i] / state->angle;
  cross(state->axis, state->v, state->product);
  state->along = dot(state->axis, state->v);
  for (int i = 0; i < 3; i++)
    state->rotated[i] = state->v[i] * state->cosine + state->product[i] * state->sine +
                        state->axis[i] * state->along * (1.0 - state->cosine);
}

/* From the derivative for the rotated vector: those for the rotation vector and for the vector itself. */
static void rotate_reversed(const Rotation *state, const double *adjoint, double *d_r, double *d_v) {
  const double *a = state->axis, *v = state->v;
  if (state->angle == 0.0) {
    cross(v, adjoint, d_r);
    for (int i = 0; i < 3; i++)
      d_v[i] = adjoint[i];
    return;
  }
  double versine = 1.0 - state->cosine, along_axis = dot(a, adjoint);
  double v_turned[3], adjoint_turned[3], d_axis[3], d_angle = 0.0;
  cross(v, adjoint, v_turned);
  cross(adjoint, a, adjoint_turned);
  for (int i = 0; i < 3; i++) {
    d_v[i] = adjoint[i] * state->cosine + adjoint_turned[i] * state->sine +
             a[i] * along_axis * versine;
    d_axis[i] = v_turned[i] * state->sine +
                versine * (state->along * adjoint[i] + along_axis * v[i]);
    d_angle += adjoint[i] * (-v[i] * state->sine + state->product[i] * state->cosine +
                             a[i] * state->along * state->sine);
  }
  double radial = dot(a, d_axis);
  for (int i = 0; i < 3; i++)
    d_r[i] = d_angle * a[i] + (d_axis[i] - radial * a[i]) / state->angle;
}

static void observe(const double *camera, const double *point, double weight, const double *feature,
                    double *error, double *const d_camera[2], double *const d_point[2],
                    double *const d_weight[2]) {
  Rotation state;
  for (int i = 0; i < 3; i++)
    state.v[i] = point[i] - camera[3 + i];
  rotate(camera, &state);
  double depth = state.rotated[2];
  double plane[2] = {state.rotated[0] / depth, state.rotated[1] / depth};
  double square = plane[0] * plane[0] + plane[1] * plane[1];
  double focal_length = camera[6], k1 = camera[9], k2 = camera[10];
  double distortion = 1.0 + k1 * square + k2 * square * square;
  double distortion_slope = 2.0 * (k1 + 2.0 * k2 * square);
  for (int row = 0; row < 2; row++) {
    double miss = focal_length * distortion * plane[row] + camera[7 + row] - feature[row];
    error[row] = weight * miss;
    double scaled = weight * focal_length;
    double d_plane[2];
    for (int i = 0; i < 2; i++)
      d_plane[i] = scaled * (distortion_slope * plane[row] * plane[i] + (i == row ? distortion : 0.0));
    double d_rotated[3] = {d_plane[0] / depth, d_plane[1] / depth,
                           -(d_plane[0] * plane[0] + d_plane[1] * plane[1]) / depth};
    double d_rotation[3], d_centred[3];
    rotate_reversed(&state, d_rotated, d_rotation, d_centred);
    for (int i = 0; i < 3; i++) {
      d_camera[row][i] += d_rotation[i];
      d_camera[row][3 + i] -= d_centred[i];
      d_point[row][i] += d_centred[i];
    }
    d_camera[row][6] += weight * distortion * plane[row];
    d_camera[row][7 + row] += weight;
    d_camera[row][9] += scaled * square * plane[row];
    d_camera[row][10] += scaled * square * square * plane[row];
    *d_weight[row] += miss;
  }
}

void ba_gradient(int p, const double *restrict cameras, const double *restrict points,
                 const double *restrict weights, const int *restrict observations,
                 const double *restrict features, double *restrict errors,
                 double *restrict weight_errors, double *restrict d_cameras,
                 double *restrict d_points, double *restrict d_weights, double *restrict e_cameras,
                 double *restrict e_points, double *restrict e_weights) {
  for (int i = 0; i < p; i++) {
    int camera = observations[2 * i], point = observations[2 * i + 1];
    double *const d_camera[2] = {&d_cameras[11 * camera], &e_cameras[11 * camera]};
    double *const d_point[2] = {&d_points[3 * point], &e_points[3 * point]};
    double *const d_weight[2] = {&d_weights[i], &e_weights[i]};
    observe(&cameras[11 * camera], &points[3 * point], weights[i], &features[2 * i], &errors[2 * i],
            d_camera, d_point, d_weight);
    weight_errors[i] = 1.0 - weights[i] * weights[i];
  }
}
