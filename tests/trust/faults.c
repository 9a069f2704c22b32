/* A bad disk, put between a program and the C library with LD_PRELOAD (Linux).
 *
 * Only files whose absolute path begins with FAULT_PATH are touched. What happens to them is said by
 * environment variables, read at the start and again when `fault_arm` is called (by a forked child):
 *
 *   FAULT_AT=n         the n-th operation (write, truncate, sync, unlink; counted from 1) fails
 *   FAULT_KIND=...     how: eio, enospc, or kill, by which the process kills itself with signal 9
 *   FAULT_LASTING=1    so do all operations after it
 *   FAULT_QUOTA=bytes  the files together may grow to so many bytes; then the disk is full
 *   FAULT_LOG=file     every operation is written down there, with its data, and what goes to stderr
 *   CLOCK_SHIFT=s      the clock of the day is so many seconds off
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static char path[PATH_BYTES], folder[PATH_BYTES];
static size_t path_length;
static long fault_at, counted, lasting, clock_shift;
static long long quota;
static int fault_errno, fault_kills, log_fd = -1;

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

__attribute__((constructor)) void fault_arm(void) {
    const char *given = getenv("FAULT_PATH"), *kind = getenv("FAULT_KIND"), *log = getenv("FAULT_LOG");
    snprintf(path, sizeof path, "%s", given ? given : "");
    snprintf(folder, sizeof folder, "%s", path);
    path_length = strlen(path);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
    counted = 0;
    fault_at = number("FAULT_AT");
    lasting = number("FAULT_LASTING");
    quota = number("FAULT_QUOTA");
    clock_shift = number("CLOCK_SHIFT");
    fault_kills = kind && !strcmp(kind, "kill");
    fault_errno = kind && !strcmp(kind, "enospc") ? ENOSPC : EIO;
    if (log_fd >= 0) syscall(SYS_close, log_fd);
    log_fd = log && *log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
}

/* -- Which file ---------------------------------------------------------------------------- */

static int name_of(int fd, char *name) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, name, PATH_BYTES - 1);
    if (length < 0) return 0;
    name[length] = 0;
    return 1;
}

static int is_ours(const char *name) { return path_length && !strncmp(name, path, path_length); }

/* -- Writing it down: operation, lengths, offset, path, data --------------------------------- */

struct record {
    char operation[4];
    uint32_t path_bytes;
    int64_t offset;
    uint64_t data_bytes;
};

static void note(char operation, const char *name, int64_t offset, const void *data, size_t bytes) {
    if (log_fd < 0) return;
    struct record head = {{operation, 0, 0, 0}, (uint32_t)strlen(name), offset, bytes};
    syscall(SYS_write, log_fd, &head, sizeof head);
    syscall(SYS_write, log_fd, name, strlen(name));
    if (bytes) syscall(SYS_write, log_fd, data, bytes);
}

/* -- What goes wrong ------------------------------------------------------------------------- */

static int strikes(void) {
    counted++;
    if (!fault_at || counted < fault_at || (counted > fault_at && !lasting)) return 0;
    if (fault_kills) syscall(SYS_kill, getpid(), SIGKILL);
    errno = fault_errno;
    return 1;
}

static long long size_of(const char *suffix) {
    char name[PATH_BYTES + 16];
    struct stat found;
    snprintf(name, sizeof name, "%s%s", path, suffix);
    return stat(name, &found) ? 0 : (long long)found.st_size;
}

static int is_full(int fd, long long end) {
    struct stat found;
    if (!quota || fstat(fd, &found) || end <= found.st_size) return 0;
    long long used = size_of("") + size_of("-wal") + size_of("-shm") + size_of("-journal");
    if (used + end - found.st_size <= quota) return 0;
    errno = ENOSPC;
    return 1;
}

/* -- The calls of the C library ---------------------------------------------------------------- */

#define REAL(name, ...) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))(__VA_ARGS__)

ssize_t write(int fd, const void *data, size_t bytes) {
    char name[PATH_BYTES];
    if (fd == STDERR_FILENO) note('A', "", 0, data, bytes);
    if (!path_length || !name_of(fd, name) || !is_ours(name)) return REAL(write, fd, data, bytes);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if (strikes() || is_full(fd, offset + (long long)bytes)) return -1;
    note('W', name, offset, data, bytes);
    return REAL(write, fd, data, bytes);
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) {
    char name[PATH_BYTES];
    if (!path_length || !name_of(fd, name) || !is_ours(name)) return REAL(pwrite, fd, data, bytes, offset);
    if (strikes() || is_full(fd, offset + (long long)bytes)) return -1;
    note('W', name, offset, data, bytes);
    return REAL(pwrite, fd, data, bytes, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) { return pwrite(fd, data, bytes, offset); }

int ftruncate(int fd, off_t length) {
    char name[PATH_BYTES];
    if (!path_length || !name_of(fd, name) || !is_ours(name)) return REAL(ftruncate, fd, length);
    if (strikes() || is_full(fd, length)) return -1;
    note('T', name, length, 0, 0);
    return REAL(ftruncate, fd, length);
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int synced(int fd, int (*call)(int)) {
    char name[PATH_BYTES];
    if (!path_length || !name_of(fd, name)) return call(fd);
    if (!strcmp(name, folder)) note('D', name, 0, 0, 0);
    if (!is_ours(name)) return call(fd);
    if (strikes()) return -1;
    int answer = call(fd);
    note('S', name, 0, 0, 0);
    return answer;
}

int fsync(int fd) { return synced(fd, (int (*)(int))dlsym(RTLD_NEXT, "fsync")); }

int fdatasync(int fd) { return synced(fd, (int (*)(int))dlsym(RTLD_NEXT, "fdatasync")); }

int unlink(const char *name) {
    if (!is_ours(name)) return REAL(unlink, name);
    if (strikes()) return -1;
    note('U', name, 0, 0, 0);
    return REAL(unlink, name);
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int answer = (int)syscall(SYS_clock_gettime, which, now);
    if (!answer && which == CLOCK_REALTIME) now->tv_sec += clock_shift;
    return answer;
}
