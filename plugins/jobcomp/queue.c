#include "queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH_BYTES (1u << 20)
/* What an entry costs beside its data. */
#define ENTRY_COST (sizeof(struct entry) + 16)

void queue_start(struct queue *queue, size_t limit_bytes)
{
    pthread_condattr_t monotonic;

    memset(queue, 0, sizeof(*queue));
    queue->limit = limit_bytes;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void queue_release(struct queue *queue)
{
    while (queue->first != NULL) {
        struct entry *entry = queue->first;
        queue->first = entry->next;
        free(entry);
    }
    pthread_cond_destroy(&queue->changed);
    pthread_mutex_destroy(&queue->lock);
}

static void count_loss(struct queue *queue, int64_t logged_us)
{
    if (queue->loss.count++ == 0)
        queue->loss.first_us = logged_us;
    queue->loss.last_us = logged_us;
    queue->dropped++;
}

/* Drops the oldest record that nobody is delivering; false where there is none. */
static bool drop_oldest(struct queue *queue)
{
    struct entry **link = &queue->first, *before = NULL;

    for (size_t i = 0; i < queue->in_flight; i++) {
        before = *link;
        link = &before->next;
    }
    struct entry *entry = *link;
    if (entry == NULL)
        return false;
    *link = entry->next;
    if (queue->last == entry)
        queue->last = before;
    queue->count--;
    queue->bytes -= entry->size + ENTRY_COST;
    count_loss(queue, entry->logged_us);
    free(entry);
    return true;
}

bool queue_add(struct queue *queue, const unsigned char *data, size_t size, int64_t logged_us)
{
    struct entry *entry = malloc(sizeof(*entry) + size);

    if (entry != NULL) {
        entry->next = NULL;
        entry->logged_us = logged_us;
        entry->size = size;
        memcpy(entry->data, data, size);
    }
    pthread_mutex_lock(&queue->lock);
    queue->added++;
    if (entry == NULL) {
        count_loss(queue, logged_us);
    } else {
        while (queue->bytes + size + ENTRY_COST > queue->limit && drop_oldest(queue))
            ;
        if (queue->last == NULL)
            queue->first = entry;
        else
            queue->last->next = entry;
        queue->last = entry;
        queue->count++;
        queue->bytes += size + ENTRY_COST;
        if (queue->count == 1)
            pthread_cond_signal(&queue->changed);
    }
    pthread_mutex_unlock(&queue->lock);
    return entry != NULL;
}

void queue_wait(struct queue *queue, const struct timespec *deadline, bool only_stop)
{
    int code = 0;

    pthread_mutex_lock(&queue->lock);
    while (!queue->stopping && (only_stop || queue->count == 0) && code != ETIMEDOUT)
        code = deadline == NULL ? pthread_cond_wait(&queue->changed, &queue->lock)
                                : pthread_cond_timedwait(&queue->changed, &queue->lock, deadline);
    pthread_mutex_unlock(&queue->lock);
}

size_t queue_take(struct queue *queue, struct entry **batch, size_t most, struct loss *loss)
{
    size_t count = 0, bytes = 0;

    pthread_mutex_lock(&queue->lock);
    for (struct entry *entry = queue->first; entry != NULL && count < most && bytes < BATCH_BYTES; entry = entry->next) {
        batch[count++] = entry;
        bytes += entry->size;
    }
    queue->in_flight = count;
    *loss = queue->loss;
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void queue_done(struct queue *queue, size_t safe, const struct loss *told)
{
    struct entry *done = NULL;

    pthread_mutex_lock(&queue->lock);
    queue->in_flight = 0;
    for (size_t i = 0; i < safe; i++) {
        struct entry *entry = queue->first;
        queue->first = entry->next;
        queue->count--;
        queue->bytes -= entry->size + ENTRY_COST;
        entry->next = done;
        done = entry;
    }
    if (queue->first == NULL)
        queue->last = NULL;
    queue->delivered += safe;
    if (told != NULL) {
        queue->loss.count -= told->count;
        queue->loss.first_us = told->last_us;
    }
    pthread_mutex_unlock(&queue->lock);
    while (done != NULL) {
        struct entry *next = done->next;
        free(done);
        done = next;
    }
}

void queue_stop(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->stopping = true;
    pthread_cond_broadcast(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}

bool queue_is_stopping(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool stopping = queue->stopping;
    pthread_mutex_unlock(&queue->lock);
    return stopping;
}
