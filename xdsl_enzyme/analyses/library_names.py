"""The functions of the usual libraries, by name, with how they use memory (in the notation of `library_functions`).

Data only. `INACTIVE_FUNCTIONS` and `INACTIVE_PATTERNS` are those through which no derivative flows: what they return is a
constant for the derivative, and so is what they write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_Groups = tuple[tuple[str, str], ...]
"""Uses of memory, each with the names of functions."""


def _listed(groups: _Groups) -> Iterator[tuple[str, str]]:
    """Pairs of a name and its use."""
    for use, names in groups:
        for name in names.split():
            yield name, use


def _with_suffixes(groups: _Groups) -> Iterator[tuple[str, str]]:
    """The same for functions that exist for doubles, floats (`f`) and long doubles (`l`)."""
    for name, use in _listed(groups):
        for suffix in ("", "f", "l"):
            yield (name + suffix if not name.endswith("_r") else f"{name[:-2]}{suffix}_r"), use


MATHEMATICS: Mapping[str, str] = dict(
    [
        *_with_suffixes(
            (
                (
                    "",
                    """
                    acos acosh acospi asin asinh asinpi atan atan2 atan2pi atanh atanpi cbrt ceil
                    compoundn copysign cos cosh cospi drem erf erfc exp exp10 exp10m1 exp2 exp2m1 expm1 fabs fdim
                    floor fma fmax fmaximum fmaximum_mag fmaximum_mag_num fmaximum_num fmaxmag fmin fminimum
                    fminimum_mag fminimum_mag_num fminimum_num fminmag fmod gamma hypot j0 j1 jn ldexp lgamma log
                    log10 log10p1 log1p log2 log2p1 logb logp1 nearbyint nextafter nextdown nexttoward nextup pow
                    pow10 pown powr remainder rint rootn round roundeven rsqrt scalb scalbln scalbn sin
                    sinh sinpi sqrt tan tanh tanpi tgamma trunc y0 y1 yn
                """,
                ),
                ("-w", "frexp lgamma_r modf"),
                ("--w", "remquo"),
                ("-ww", "sincos sincospi"),
            )
        ),
        *_with_suffixes(
            (
                (
                    "",
                    """
                    cabs cacos cacosh carg casin casinh catan catanh ccos ccosh cexp cimag clog clog10 conj cpow
                    cproj creal csin csinh csqrt ctan ctanh
                """,
                ),
            )
        ),
        *_listed(
            (
                (
                    "",
                    """
                    __muldc3 __mulsc3 __multc3 __mulxc3 __divdc3 __divsc3 __divtc3 __divxc3
                    __powidf2 __powisf2 __powitf2 __powixf2
                    _FortranAErfcScaled4 _FortranAErfcScaled8 _FortranAErfcScaled10
                    _FortranAFPow4i _FortranAFPow8i _FortranAFPow10i _FortranAFPow4k _FortranAFPow8k
                    _FortranAFPow10k _FortranAcpowi _FortranAcpowk _FortranAzpowi _FortranAzpowk
                    _FortranAFraction4 _FortranAFraction8 _FortranAFraction10
                    _FortranANearest4 _FortranANearest8 _FortranANearest10
                    _FortranARRSpacing4 _FortranARRSpacing8 _FortranARRSpacing10
                    _FortranAScale4 _FortranAScale8 _FortranAScale10
                    _FortranASetExponent4 _FortranASetExponent8 _FortranASetExponent10
                    _FortranASpacing4 _FortranASpacing8 _FortranASpacing10
                """,
                ),
                (
                    "--r-",
                    """
                    _FortranAModReal4 _FortranAModReal8 _FortranAModReal10
                    _FortranAModuloReal4 _FortranAModuloReal8 _FortranAModuloReal10
                """,
                ),
            )
        ),
    ]
)
"""Functions of floats. They write nothing but `errno` and what their pointers say."""


INACTIVE_FUNCTIONS: Mapping[str, str] = dict(
    [
        # Functions from floats to integers and truth values
        *_with_suffixes(
            (
                (
                    "",
                    """
                    ilogb llogb lround llround lrint llrint fromfp ufromfp fromfpx ufromfpx
                    __fpclassify __isnan __isinf __finite __signbit __issignaling __iseqsig isnan isinf finite
                """,
                ),
                ("r", "nan"),
            )
        ),
        *_listed(
            (
                # Input and output
                ("r*", "printf vprintf wprintf"),
                (
                    "-r*",
                    """
                    fprintf vfprintf dprintf vdprintf fwprintf syslog __printf_chk __vprintf_chk
                """,
                ),
                ("--r*", "__fprintf_chk __vfprintf_chk"),
                ("wr*", "sprintf vsprintf"),
                ("w-r*", "snprintf vsnprintf"),
                ("w--r*", "__sprintf_chk __vsprintf_chk"),
                ("w---r*", "__snprintf_chk __vsnprintf_chk"),
                ("pr*", "asprintf vasprintf"),
                ("rw*", "scanf __isoc99_scanf __isoc23_scanf"),
                ("-rw*", "fscanf __isoc99_fscanf __isoc23_fscanf"),
                ("rrw*", "sscanf __isoc99_sscanf __isoc23_sscanf"),
                ("w---", "fread fread_unlocked"),
                ("w----", "__fread_chk"),
                ("-w-", "read"),
                ("-w--", "pread"),
                ("w>--", "fgets"),
                ("w>---", "__fgets_chk"),
                ("pm-", "getline"),
                ("pm--", "getdelim"),
                ("r---", "fwrite fwrite_unlocked"),
                ("-r-", "write"),
                ("-r--", "pwrite"),
                (
                    "r",
                    """
                    puts perror remove unlink system getenv atoi atol atoll atof strlen opendir chdir
                    localtime gmtime ctime asctime unsetenv rmdir
                """,
                ),
                ("r-", "fputs open access mkdir strnlen"),
                (
                    "rr",
                    """
                    fopen rename strcmp strcoll strcasecmp strspn strcspn link symlink
                """,
                ),
                ("rr-", "freopen memcmp bcmp strncmp strncasecmp setenv __memcmpeq"),
                (
                    "-",
                    """
                    putchar fputc_unlocked putchar_unlocked getc fgetc getc_unlocked fclose fflush ftell rewind feof
                    ferror clearerr fileno close fsync umask dup closedir pclose
                """,
                ),
                ("--", "fputc putc putc_unlocked ungetc dup2"),
                ("---", "fseek lseek fcntl ioctl"),
                ("-w", "clock_gettime clock_getres fstat nanosleep"),
                # Strings
                ("r>-", "strchr strrchr index rindex strchrnul"),
                ("r>--", "memchr memrchr"),
                ("r>r", "strstr strpbrk strcasestr"),
                ("w>r", "strcpy stpcpy"),
                ("w>r-", "strncpy stpncpy __strcpy_chk __stpcpy_chk strxfrm"),
                ("w>r--", "__strncpy_chk"),
                ("m>r", "strcat strtok"),
                ("m>r-", "strncat __strcat_chk"),
                ("m>rp", "strtok_r"),
                ("m>p", "strsep"),
                # Numbers from strings, random numbers
                ("rp", "strtod strtof strtold"),
                (
                    "rp-",
                    """
                    strtol strtoul strtoll strtoull strtoimax strtoumax
                    __isoc23_strtol __isoc23_strtoul __isoc23_strtoll __isoc23_strtoull
                """,
                ),
                (
                    "",
                    """
                    abs labs llabs div ldiv lldiv imaxabs rand srand random srandom drand48 lrand48 mrand48 srand48
                    arc4random arc4random_uniform
                    exit _exit _Exit quick_exit abort __stack_chk_fail __chk_fail getchar getchar_unlocked
                    clock difftime sleep usleep getpid getppid getuid isatty getpagesize sysconf sched_yield
                    __errno_location __h_errno_location
                    fegetround fesetround feclearexcept feraiseexcept fetestexcept feenableexcept fedisableexcept
                    isalpha isdigit isalnum isspace isupper islower isprint ispunct isxdigit iscntrl isgraph
                    toupper tolower __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc
                    pthread_self pthread_mutex_lock pthread_mutex_unlock pthread_mutex_trylock pthread_mutex_init
                    pthread_mutex_destroy pthread_cond_signal pthread_cond_broadcast pthread_cond_init
                    pthread_cond_destroy pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock
                    omp_get_num_threads omp_get_max_threads omp_get_thread_num omp_get_wtime omp_set_num_threads
                    omp_in_parallel raise setlocale localeconv
                """,
                ),
                ("w", "time times uname fegetenv fegetexceptflag setjmp _setjmp"),
                ("w-", "sigsetjmp __sigsetjmp"),
                ("r-", "longjmp _longjmp siglongjmp __longjmp_chk"),
                ("n", "rand_r erand48 nrand48 jrand48"),
                ("ww", "gettimeofday"),
                ("w-rr", "strftime"),
                ("o>", "mktime timegm"),
                ("rw>", "localtime_r gmtime_r"),
                ("rr-r", "__assert_fail __assert_rtn"),
                ("rr", "__assert"),
                # C++
                ("o", "__cxa_guard_acquire __cxa_guard_release __cxa_guard_abort"),
                ("---", "__cxa_atexit __cxa_thread_atexit"),
                ("r>---", "__dynamic_cast"),
            )
        ),
    ]
)


INACTIVE_PATTERNS: Mapping[str, str] = {
    # C++: streams, strings, localisation, clocks, and what throws. Input through a stream is `>>`.
    r"_ZStls|_ZSt(16__ostream_insert|4endl|4ends|5flush)": "o>r*",
    r"_ZNSolsE|_ZNSo(3put|5write|5flush|5seekp|9_M_insert|6sentry)": "o>r*",
    r"_ZNS[iod]C|_ZNS[iod]D|_ZNK?St(7__cxx11)?\d+basic_[io]?(f|string)stream": "or*",
    r"_ZNSirsE|_ZStrs|_ZNSi(10_M_extract|3get|4read|7getline|6ignore|4peek)|_ZSt7getline": "o>w*",
    r"_ZNK?St(8ios_base|9basic_iosI|15basic_streambufI|13basic_filebufI|6locale|5ctypeI)": "or*",
    r"_ZNSt7__cxx1112basic_stringI\w*9_M_createERmm$": "ro-",  # new memory, and how much of it there is
    r"_ZNSt7__cxx1112basic_stringI\w*4swapERS4_$": "oo",
    r"_ZNSt(7__cxx1112basic_stringI|9basic_string)": "o>r*",
    r"_ZNKSt(7__cxx1112basic_stringI|9basic_string)": "r>r*",
    r"_ZSt(16__throw_|17__throw_|\d+__throw_)": "r*",
    r"_ZNSaI\w+E[CD]\d": "-*",
    r"_ZSt(9terminate|10unexpected|18uncaught_exception)": "",
    r"_ZNK?St(\d+\w+_error|9exception|9bad_alloc|8bad_cast)[CD4]": "or*",
    r"_ZNSt6chrono|_ZNSt(3_V2)?\d*(steady|system)_clock": "",
    r"_ZNSt(13random_device|3_V214error_category)": "or*",
    r"_ZSt(11_Hash_bytes|15_Fnv_hash_bytes)": "r*",
    r"_ZNKSt8__detail20_Prime_rehash_policy": "n*",
    # Rust, in its old and its new mangling: strings, locks, panics, formatting, printing, the process and its clock.
    r"_(ZN|R).*5alloc(3fmt|6string|3str)": "or*",
    r"_(ZN|R).*3std(3sys|4sync)": "o*",
    r"_(ZN|R).*4core(9panicking|3fmt|6option|6result|5slice(5index|6memchr)|3str|4cell)": "r*",
    r"_(ZN|R).*3std(2io|7process|3env|4time|9panicking|6thread|2rt)": "r*",
    r"_(ZN|R).*5alloc(5alloc18handle_alloc_error|7raw_vec(17capacity_overflow|12handle_error))": "r*",
    r"_(ZN|R).*4core3num7flt2dec": "r*",
    r"_(ZN|R).*4core3num7dec2flt": "or*",
    # Fortran: input and output, the end of the program, characters, clocks, random seeds, inquiries.
    r"_FortranAioBeginInternal": "o>r*",
    r"_FortranAioOutput": "or*",
    r"_FortranAioInput": "ow*",
    r"_FortranAio(Begin|End|Set|Enable|Inquire|Get|Check)": "r*",
    r"_FortranA(Stop|Pause|Exit|Abort|FailImage|Program|ReportFatal|NotifyF)": "r*",
    r"_FortranA(CpuTime|SystemClock|DateAndTime|GetCommand|GetEnv|GetCwd|time)": "w*",
    r"_FortranA(RandomInit|RandomSeed|CharacterCompare|Index\d|Scan\d|Verify\d|LenTrim|Selected)": "r*",
    r"_FortranA(Exponent|Nint|Floor|Ceiling|IsFinite|IsNaN|ModInteger|ModuloInteger)\d*": "--r-",
    r"_FortranA(IsContiguous|PointerIsAssociated|Size|Lbound|Ubound|Shape|Present)": "r*",
}
"""The same for families of names, as regular expressions that match their beginning."""
