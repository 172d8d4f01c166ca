#include <math.h>
/*
 * Bundle adjustment: how far the projections of points are from where cameras saw them. A camera has 11 numbers:
 * rotation vector, centre, focal length, principal point, two coefficients of radial distortion.
 */

enum { ROTATION = 0, CENTRE = 3, FOCAL_LENGTH = 6, PRINCIPAL_POINT = 7, RADIAL = 9, CAMERA = 11 };

static void cross(const double *a, const double *b, double *c) {
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

/* Rodrigues' formula; to first order at no rotation. */
static void rotate(const double *rotation, const double *point, double *rotated) {
  double squared_angle = 0.0;
  for (int i = 0; i < 3; i++)
    squared_angle += rotation[i] * rotation[i];
  double product[3];
  if (squared_angle == 0.0) {
    cross(rotation, point, product);
    for (int i = 0; i < 3; i++)
      rotated[i] = point[i] + product[i];
    return;
  }
  double angle = sqrt(squared_angle);
  double cosine = cos(angle), sine = sin(angle);
  double axis[3], along = 0.0;
  for (int i = 0; i < 3; i++)
    axis[i] = rotation[i] / angle;
  cross(axis, point, product);
  for (int i = 0; i < 3; i++)
    along += axis[i] * point[i];
  for (int i = 0; i < 3; i++)
    rotated[i] = point[i] * cosine + product[i] * sine + axis[i] * along * (1.0 - cosine);
}

static void project(const double *camera, const double *point, double *projection) {
  double centred[3], rotated[3];
  for (int i = 0; i < 3; i++)
    centred[i] = point[i] - camera[CENTRE + i];
  rotate(&camera[ROTATION], centred, rotated);
  double x = rotated[0] / rotated[2], y = rotated[1] / rotated[2];
  double squared_radius = x * x + y * y;
  double distortion =
      1.0 + camera[RADIAL] * squared_radius + camera[RADIAL + 1] * squared_radius * squared_radius;
  projection[0] = camera[FOCAL_LENGTH] * distortion * x + camera[PRINCIPAL_POINT];
  projection[1] = camera[FOCAL_LENGTH] * distortion * y + camera[PRINCIPAL_POINT + 1];
}

void reprojection_error(const double *camera, const double *point, const double *weight,
                        const double *feature, double *error) {
  double projection[2];
  project(camera, point, projection);
  for (int i = 0; i < 2; i++)
    error[i] = *weight * (projection[i] - feature[i]);
}

double weight_error(double weight) { return 1.0 - weight * weight; }

/* Observation i is of point observations[i][1] by camera observations[i][0]. */
void ba_residuals(int p, const double *restrict cameras, const double *restrict points,
                  const double *restrict weights, const int *restrict observations,
                  const double *restrict features, double *restrict errors, double *restrict weight_errors) {
  for (int i = 0; i < p; i++) {
    const double *camera = &cameras[CAMERA * observations[2 * i]];
    const double *point = &points[3 * observations[2 * i + 1]];
    reprojection_error(camera, point, &weights[i], &features[2 * i], &errors[2 * i]);
    weight_errors[i] = weight_error(weights[i]);
  }
}
