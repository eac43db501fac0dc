/*
 * Loaded into PostgreSQL by LD_PRELOAD: shifts its clock and slows its disk, as two numbers in the file named by
 * FAULTS_CONTROL say at each moment: seconds to add to the clock, microseconds to wait before each sync.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *control(void) {
  static volatile int64_t none[2];
  static volatile int64_t *found;
  if (!found) {
    const char *name = getenv("FAULTS_CONTROL");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, 16, PROT_READ, MAP_SHARED, file, 0);
    if (file >= 0) close(file);
    found = mapped == MAP_FAILED ? none : mapped;
  }
  return found;
}

#define NEXT(name) \
  static __typeof__(name) *next; \
  if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int clock_gettime(clockid_t id, struct timespec *at) {
  NEXT(clock_gettime);
  int result = next(id, at);
  if (result == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) at->tv_sec += control()[0];
  return result;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  NEXT(gettimeofday);
  int result = next(at, zone);
  if (result == 0) at->tv_sec += control()[0];
  return result;
}

static void wait_for_the_disk(void) {
  int64_t microseconds = control()[1];
  if (microseconds > 0) usleep((useconds_t)microseconds);
}

int fdatasync(int file) {
  NEXT(fdatasync);
  wait_for_the_disk();
  return next(file);
}

int fsync(int file) {
  NEXT(fsync);
  wait_for_the_disk();
  return next(file);
}
