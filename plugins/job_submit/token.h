/*
 * token.h - the words that a lien leaves in a job's admin_comment: "slurmbank=KEY:UNITS", KEY 32 hexadecimal digits, UNITS what is set aside for
 * one task of an array, or for the job; "slurmbank=KEY:UNITS:CURRENCY" where that is not the site's currency. What a site has there itself stays: the token is one word, behind it.
 */
#ifndef SLURMBANK_TOKEN_H
#define SLURMBANK_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#define TOKEN_WORD "slurmbank="
#define TOKEN_CURRENCY 33
#define KEY_SIZE 16
#define KEY_TEXT (2 * KEY_SIZE + 1)

typedef struct {
    uint8_t key[KEY_SIZE];
    int64_t units; /* of one task; 0 or more */
    char currency[TOKEN_CURRENCY]; /* empty: the site's */
} lien_token;

/* A new random key. Never waits. */
void key_make(uint8_t key[KEY_SIZE]);
void key_print(const uint8_t key[KEY_SIZE], char text[KEY_TEXT]);
int key_parse(const char *text, uint8_t key[KEY_SIZE]);

/* The last valid token of a comment; 0 where there is none. */
int token_find(const char *comment, lien_token *token);

/* The comment without any word that claims to be a token, and with this one; token NULL adds none. From malloc; NULL without memory. */
char *token_write(const char *comment, const lien_token *token);

#endif
