#include "token.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* Where the kernel has no random numbers yet, keys only have to differ. */
static void key_without_random(uint8_t key[KEY_SIZE])
{
    static uint64_t count;
    struct timespec at;
    uint64_t words[2];
    clock_gettime(CLOCK_REALTIME, &at);
    words[0] = ((uint64_t)at.tv_sec << 30 ^ (uint64_t)at.tv_nsec) * UINT64_C(0x9e3779b97f4a7c15);
    words[1] = ((uint64_t)getpid() << 40 ^ __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED)) * UINT64_C(0xbf58476d1ce4e5b9);
    memcpy(key, words, KEY_SIZE);
}

void key_make(uint8_t key[KEY_SIZE])
{
    if (getrandom(key, KEY_SIZE, GRND_NONBLOCK) != KEY_SIZE)
        key_without_random(key);
}

void key_print(const uint8_t key[KEY_SIZE], char text[KEY_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    int i;
    for (i = 0; i < KEY_SIZE; i++) {
        text[2 * i] = digits[key[i] >> 4];
        text[2 * i + 1] = digits[key[i] & 15];
    }
    text[2 * KEY_SIZE] = '\0';
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int key_parse(const char *text, uint8_t key[KEY_SIZE])
{
    int i;
    for (i = 0; i < KEY_SIZE; i++) {
        int high = digit_of(text[2 * i]), low = high < 0 ? -1 : digit_of(text[2 * i + 1]);
        if (low < 0)
            return 0;
        key[i] = (uint8_t)(high << 4 | low);
    }
    return 1;
}

/* What ends a word; a site may separate its own with any of these. */
static int is_between(char c)
{
    return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == ';' || c == ',' || c == '|';
}

static int is_word_start(const char *comment, const char *at)
{
    return at == comment || is_between(at[-1]);
}

/* What stands behind the units: nothing, or a colon and a name. */
static int currency_parse(const char *at, char currency[TOKEN_CURRENCY])
{
    size_t length = 0;
    if (*at == ':')
        for (at++; !is_between(*at) && *at != ':' && length + 1 < TOKEN_CURRENCY; at++)
            currency[length++] = *at;
    currency[length] = '\0';
    return is_between(*at) && (length || at[-1] != ':');
}

static int token_parse(const char *word, lien_token *token)
{
    char *end;
    const char *at = word + strlen(TOKEN_WORD);
    long long units;
    if (!key_parse(at, token->key) || at[2 * KEY_SIZE] != ':')
        return 0;
    at += 2 * KEY_SIZE + 1;
    if (*at < '0' || *at > '9')
        return 0;
    errno = 0;
    units = strtoll(at, &end, 10);
    if (errno || (!is_between(*end) && *end != ':'))
        return 0;
    token->units = units;
    return currency_parse(end, token->currency);
}

int token_find(const char *comment, lien_token *token)
{
    const char *at;
    int found = 0;
    for (at = comment ? strstr(comment, TOKEN_WORD) : NULL; at; at = strstr(at + 1, TOKEN_WORD)) {
        lien_token read;
        if (is_word_start(comment, at) && token_parse(at, &read)) {
            *token = read;
            found = 1;
        }
    }
    return found;
}

/* Copies the comment without the words that begin like a token. */
static size_t copy_without(char *to, const char *comment)
{
    const char *at = comment;
    size_t length = 0;
    while (*at) {
        if (is_word_start(comment, at) && strncmp(at, TOKEN_WORD, strlen(TOKEN_WORD)) == 0) {
            while (!is_between(*at))
                at++;
            if (*at && length && to[length - 1] == ' ')
                at++;
        } else {
            to[length++] = *at++;
        }
    }
    while (length && to[length - 1] == ' ')
        length--;
    return length;
}

char *token_write(const char *comment, const lien_token *token)
{
    const size_t room = strlen(TOKEN_WORD) + 2 * KEY_SIZE + 32 + TOKEN_CURRENCY;
    char key[KEY_TEXT];
    size_t length = 0;
    char *text = malloc((comment ? strlen(comment) : 0) + room);
    if (!text)
        return NULL;
    if (comment)
        length = copy_without(text, comment);
    text[length] = '\0';
    if (token) {
        key_print(token->key, key);
        snprintf(text + length, room, "%s" TOKEN_WORD "%s:%" PRId64 "%s%s", length ? " " : "", key, token->units, token->currency[0] ? ":" : "",
            token->currency);
    }
    return text;
}
