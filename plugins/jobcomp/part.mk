# jobcomp_slurmbank.so: Slurm's job_record_t is in no installed header, so it is built where there is Slurm's source, and left out elsewhere.

JOBCOMP := $(OUT)/jobcomp_slurmbank.so
JOBCOMP_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard jobcomp/*.c))

ifneq ($(SLURM_SRC),)
ALL += $(JOBCOMP)
jobcomp: $(JOBCOMP)
else
ALL += jobcomp
jobcomp:
	@echo 'plugins: jobcomp_slurmbank.so is not built: there is no source of Slurm (make SLURM_SRC=FOLDER)'
endif

$(JOBCOMP): LDFLAGS_ALL += -Wl,--version-script=jobcomp/jobcomp.map
$(JOBCOMP): $(JOBCOMP_OBJECTS) | jobcomp/jobcomp.map

$(JOBCOMP_OBJECTS): $(BUILD)/jobcomp/%.o: jobcomp/%.c $(BUILD)/tiny/config.h $(TREE)
	@mkdir -p $(@D)
	@$(CC) -Ijobcomp $(SOURCE_FLAGS) $(CFLAGS_ALL) -MMD -c -o $@ $<

.PHONY: jobcomp
