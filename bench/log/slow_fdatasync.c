/* Preloaded into a PostgreSQL server: every commit reaches a disk that is 2 ms slower. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  usleep(2000);
  return real(file);
}
