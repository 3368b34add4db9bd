/* report.h - the daemon's log. In a test harness it is standard error. */
#ifndef SLURMBANK_JOBCOMP_REPORT_H
#define SLURMBANK_JOBCOMP_REPORT_H

void report_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
