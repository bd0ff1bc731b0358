/* A disk that fails on purpose: loaded before libc (LD_PRELOAD), it lets so many writes to one folder
 * through and refuses those after them, as a full or a dying disk does. It stands apart because
 * Proviso's own code holds no unsafe; tests/failing_disk.rs builds it with cc and steers it.
 *
 * FAILING_DISK names a file of two 64-bit numbers and a path, in the machine's own byte order:
 *   0   how many writes still succeed; below 0, none is counted and all succeed
 *   8   what the others fail with: an errno
 *   16  the folder, ended by a zero byte
 * Every call that takes room or waits for the disk counts: writing, growing, syncing, making a file or
 * a folder, giving a name that is not taken. Where several bytes are to be written, the one that fails first takes half
 * of them, as a full disk does. What removes and what makes shorter always succeeds: it takes no room.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct disk {
    _Atomic int64_t left;
    int64_t error;
    char folder[PATH_MAX];
};

static struct disk *disk;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAILING_DISK");
    if (path == NULL) return;
    int file = open(path, O_RDWR);
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof(struct disk), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) disk = mapped;
}

static int is_below(const char *path) {
    size_t length = strlen(disk->folder);
    return length > 0 && strncmp(path, disk->folder, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

static int holds(int file) {
    char link[64], path[PATH_MAX];
    if (disk == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return is_below(path);
}

static int holds_path(const char *path) {
    return disk != NULL && path != NULL && path[0] == '/' && is_below(path);
}

enum outcome { SUCCEEDS, FAILS_FIRST, FAILS };

/* Counts one write. */
static enum outcome count(void) {
    int64_t left = atomic_load(&disk->left);
    do {
        if (left < 0) return SUCCEEDS;
        if (left == 0) {
            errno = (int)disk->error;
            return FAILS;
        }
    } while (!atomic_compare_exchange_weak(&disk->left, &left, left - 1));
    return left == 1 ? FAILS_FIRST : SUCCEEDS;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* A write of `size` bytes: all, the half of them, or none. */
#define WRITE(file, size, whole, half)               \
    do {                                             \
        if (!holds(file)) return whole;              \
        switch (count()) {                           \
        case SUCCEEDS: return whole;                 \
        case FAILS_FIRST: if ((size) > 1) return half; errno = (int)disk->error; return -1; \
        default: return -1;                          \
        }                                            \
    } while (0)

/* Anything else that can fail. */
#define OTHER(counted, call)                         \
    do {                                             \
        if (!(counted)) return call;                 \
        if (count() == SUCCEEDS) return call;        \
        errno = (int)disk->error;                    \
        return -1;                                   \
    } while (0)

ssize_t write(int file, const void *from, size_t size) {
    WRITE(file, size, REAL(write)(file, from, size), REAL(write)(file, from, size / 2));
}

ssize_t pwrite(int file, const void *from, size_t size, off_t at) {
    WRITE(file, size, REAL(pwrite)(file, from, size, at), REAL(pwrite)(file, from, size / 2, at));
}

ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) {
    WRITE(file, size, REAL(pwrite64)(file, from, size, at), REAL(pwrite64)(file, from, size / 2, at));
}

ssize_t writev(int file, const struct iovec *parts, int number) {
    OTHER(holds(file), REAL(writev)(file, parts, number));
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *at_to, size_t size, unsigned flags) {
    WRITE(to, size, REAL(copy_file_range)(from, at, to, at_to, size, flags),
          REAL(copy_file_range)(from, at, to, at_to, size / 2, flags));
}

int fsync(int file) { OTHER(holds(file), REAL(fsync)(file)); }

int fdatasync(int file) { OTHER(holds(file), REAL(fdatasync)(file)); }

static int grows(int file, off64_t size) {
    struct stat found;
    return holds(file) && fstat(file, &found) == 0 && size > found.st_size;
}

int ftruncate(int file, off_t size) { OTHER(grows(file, size), REAL(ftruncate)(file, size)); }

int ftruncate64(int file, off64_t size) { OTHER(grows(file, size), REAL(ftruncate64)(file, size)); }

int posix_fallocate(int file, off_t at, off_t size) {
    if (holds(file) && count() != SUCCEEDS) return (int)disk->error;
    return REAL(posix_fallocate)(file, at, size);
}

int posix_fallocate64(int file, off64_t at, off64_t size) {
    if (holds(file) && count() != SUCCEEDS) return (int)disk->error;
    return REAL(posix_fallocate64)(file, at, size);
}

static int makes(const char *path, int flags) {
    return (flags & O_CREAT) && holds_path(path) && access(path, F_OK) != 0;
}

#define MODE(flags, mode)                            \
    do {                                             \
        va_list more;                                \
        va_start(more, flags);                       \
        mode = ((flags) & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
        va_end(more);                                \
    } while (0)

int open(const char *path, int flags, ...) {
    mode_t mode;
    MODE(flags, mode);
    OTHER(makes(path, flags), REAL(open)(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
    mode_t mode;
    MODE(flags, mode);
    OTHER(makes(path, flags), REAL(open64)(path, flags, mode));
}

int openat(int folder, const char *path, int flags, ...) {
    mode_t mode;
    MODE(flags, mode);
    OTHER(makes(path, flags), REAL(openat)(folder, path, flags, mode));
}

int openat64(int folder, const char *path, int flags, ...) {
    mode_t mode;
    MODE(flags, mode);
    OTHER(makes(path, flags), REAL(openat64)(folder, path, flags, mode));
}

int mkdir(const char *path, mode_t mode) { OTHER(holds_path(path), REAL(mkdir)(path, mode)); }

int rename(const char *from, const char *to) {
    OTHER(holds_path(to) && access(to, F_OK) != 0, REAL(rename)(from, to));
}
