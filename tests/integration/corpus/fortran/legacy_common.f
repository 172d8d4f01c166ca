C     Fixed form: common blocks, computed goto, statement functions, arithmetic if, entry, equivalence, assumed-size arrays, data.
      DOUBLE PRECISION FUNCTION POLY(C, N, X)
      INTEGER N, I
      DOUBLE PRECISION C(*), X
      POLY = C(N)
      DO 10 I = N - 1, 1, -1
   10 POLY = POLY * X + C(I)
      END
      SUBROUTINE SETUP(X, N)
      INTEGER N, I
      DOUBLE PRECISION X(N), A(10), S
      COMMON /BLK/ A, S, K
      INTEGER K
      S = 0D0
      DO 20 I = 1, N
        A(I) = X(I) * I
        S = S + A(I)
   20 CONTINUE
      K = N
      RETURN
      ENTRY RESET(X, N)
      S = 0D0
      DO 30 I = 1, N
   30 A(I) = A(I) + 0.5D0 * X(I)
      END
      SUBROUTINE STEP(MODE, Y)
      INTEGER MODE
      DOUBLE PRECISION Y, A(10), S, F, T
      COMMON /BLK/ A, S, K
      INTEGER K
      F(T) = T * T + 0.1D0 * SIN(T)
      GOTO (100, 200, 300), MODE
      Y = 0D0
      RETURN
  100 Y = F(A(1)) + S
      GOTO 400
  200 Y = F(A(2)) * S
      GOTO 400
  300 IF (A(3)) 310, 320, 330
  310 Y = -A(3)
      GOTO 400
  320 Y = 0D0
      GOTO 400
  330 Y = A(3)**2
  400 CONTINUE
      END
      FUNCTION OBJECTIVE(X, N) BIND(C) RESULT(R)
      USE ISO_C_BINDING
      INTEGER(C_INT), VALUE :: N
      REAL(C_DOUBLE) X(N), R, Y, POLY, W(4), U(2, 2), Z(6)
      EQUIVALENCE (W(1), U(1, 1)), (W(3), Z(1))
      EXTERNAL POLY
      INTEGER M
      CALL SETUP(X, N)
      R = 0D0
      DO M = 1, 4
        CALL STEP(M, Y)
        R = R + Y * M
      END DO
      CALL RESET(X, N)
      CALL STEP(2, Y)
      R = R + Y + POLY(X, N, 0.7D0) + POLY(X(3), 4, X(1))
      W = X(1:4)
      U(2, 2) = U(2, 2) * X(5)
      Z(3) = W(4) * U(1, 2)
      R = R + Z(1) * Z(2) + Z(3)
      END
