CREATE TABLE `audit_call` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer,
	`at` text NOT NULL,
	`asked_by` text NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`status` integer,
	`duration_ms` integer NOT NULL,
	`tries` integer NOT NULL,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_call_workspace` ON `audit_call` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `audit_call_outcome` ON `audit_call` (`outcome`,`id`);
--> statement-breakpoint
CREATE TABLE `block_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`origin` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `block_entry_value` ON `block_entry` (`workspace_id`,`origin`,`value`);
--> statement-breakpoint
CREATE INDEX `block_entry_live` ON `block_entry` (`workspace_id`,`value`) WHERE "block_entry"."removed_at" is null;
--> statement-breakpoint
CREATE TABLE `block_pull` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`pulled_at` text NOT NULL,
	`entry_count` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `archived_lead` (
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`workspace_id` integer NOT NULL,
	`pass` integer NOT NULL,
	`email` text,
	`raw` text NOT NULL,
	PRIMARY KEY(`campaign_id`, `remote_id`)
);
--> statement-breakpoint
CREATE INDEX `archived_lead_workspace` ON `archived_lead` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `archived_lead_email` ON `archived_lead` (`campaign_id`,`email`,`pass`);
--> statement-breakpoint
CREATE INDEX `archived_lead_address` ON `archived_lead` (`email`);
--> statement-breakpoint
CREATE TABLE `archived_mail` (
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`workspace_id` integer NOT NULL,
	`pass` integer NOT NULL,
	`kind` integer,
	`lead` text,
	`at` text NOT NULL,
	`raw` text NOT NULL,
	PRIMARY KEY(`campaign_id`, `remote_id`)
);
--> statement-breakpoint
CREATE INDEX `archived_mail_workspace` ON `archived_mail` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `archived_mail_pass` ON `archived_mail` (`campaign_id`,`pass`,`kind`);
--> statement-breakpoint
CREATE INDEX `archived_mail_lead` ON `archived_mail` (`campaign_id`,`lead`,`at`);
--> statement-breakpoint
CREATE TABLE `campaign_archive` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`step` text NOT NULL,
	`pass` integer NOT NULL,
	`lead_cursor` text,
	`mail_cursor` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`leads_there` integer,
	`mails_there` integer,
	`counts` text,
	`safe` integer DEFAULT false NOT NULL,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_archive_workspace` ON `campaign_archive` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `campaign_deletion` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`ended_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_deletion_workspace` ON `campaign_deletion` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `campaign_deletion_campaign` ON `campaign_deletion` (`campaign_id`,`id`);
--> statement-breakpoint
CREATE INDEX `campaign_deletion_state` ON `campaign_deletion` (`state`);
--> statement-breakpoint
CREATE TABLE `campaign_edit` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`opened` text NOT NULL,
	`wanted` text NOT NULL,
	`fields` text NOT NULL,
	`changed_at` integer NOT NULL,
	`sent_at` integer,
	`agreed_at` integer,
	`problem_code` text,
	`problem_data` text,
	`drift` text,
	`drift_at` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_edit_workspace` ON `campaign_edit` (`workspace_id`,`drift`);
--> statement-breakpoint
CREATE TABLE `local_campaign` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`body` text NOT NULL,
	`steps` integer NOT NULL,
	`senders` integer NOT NULL,
	`origin` text NOT NULL,
	`campaign_id` integer,
	`figures_of` integer,
	`figures_at` integer,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`making_at` integer,
	`making_known` text,
	`removed_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`figures_of`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `local_campaign_workspace` ON `local_campaign` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `local_campaign_linked` ON `local_campaign` (`campaign_id`);
--> statement-breakpoint
CREATE TABLE `campaign` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`status` integer NOT NULL,
	`not_sending` integer,
	`remote_created_at` text,
	`tags` text,
	`open_tracking` integer,
	`link_tracking` integer,
	`content_hash` text NOT NULL,
	`content_at` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`gone_at` integer,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`bounced` integer DEFAULT 0 NOT NULL,
	`unsubscribed` integer DEFAULT 0 NOT NULL,
	`completed` integer DEFAULT 0 NOT NULL,
	`opportunity_cents` integer DEFAULT 0 NOT NULL,
	`totals_at` integer,
	`totals_key` text,
	`details_key` text,
	`details_at` integer,
	`problem_code` text,
	`problem_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`sending_status` text,
	`sending_status_at` integer,
	`part_id` integer,
	`part_rule_id` integer,
	`part_by_hand` integer DEFAULT false NOT NULL,
	`rev` integer DEFAULT 0 NOT NULL,
	`leads` integer,
	`leads_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`part_id`) REFERENCES `client_part`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_remote` ON `campaign` (`workspace_id`,`remote_id`);
--> statement-breakpoint
CREATE INDEX `campaign_rev` ON `campaign` (`workspace_id`,`rev`);
--> statement-breakpoint
CREATE INDEX `campaign_part` ON `campaign` (`part_id`) WHERE "campaign"."part_id" is not null;
--> statement-breakpoint
CREATE TABLE `campaign_change` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`at` integer NOT NULL,
	`was` integer NOT NULL,
	`status` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaign_change_workspace` ON `campaign_change` (`workspace_id`,`at`);
--> statement-breakpoint
CREATE TABLE `campaign_content` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`raw` text NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_content_workspace` ON `campaign_content` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `campaign_day` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`day` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `campaign_day_workspace` ON `campaign_day` (`workspace_id`,`day`);
--> statement-breakpoint
CREATE INDEX `campaign_day_money` ON `campaign_day` (`workspace_id`,`day`,`campaign_id`,`sent`,`contacted`,`replied_unique`);
--> statement-breakpoint
CREATE TABLE `campaign_reading` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`asked_by` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`imported` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`gone` integer DEFAULT 0 NOT NULL,
	`detailed` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_reading_workspace` ON `campaign_reading` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE TABLE `campaign_set` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaign_set_workspace` ON `campaign_set` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `campaign_set_member` (
	`set_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	PRIMARY KEY(`set_id`, `campaign_id`)
);
--> statement-breakpoint
CREATE INDEX `campaign_set_member_workspace` ON `campaign_set_member` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `campaign_snapshot` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`at` integer NOT NULL,
	`status` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`bounced` integer DEFAULT 0 NOT NULL,
	`unsubscribed` integer DEFAULT 0 NOT NULL,
	`completed` integer DEFAULT 0 NOT NULL,
	`opportunity_cents` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `campaign_snapshot_workspace` ON `campaign_snapshot` (`workspace_id`,`at`);
--> statement-breakpoint
CREATE TABLE `campaign_step` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`step` integer NOT NULL,
	`variant` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`meetings` integer DEFAULT 0 NOT NULL,
	`won` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `step`, `variant`)
);
--> statement-breakpoint
CREATE INDEX `campaign_step_workspace` ON `campaign_step` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `campaign_sums` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`packed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaign_sums_workspace` ON `campaign_sums` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `mailbox_day` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`day` integer NOT NULL,
	`sent` integer NOT NULL,
	`contacted` integer NOT NULL,
	`opened_unique` integer NOT NULL,
	`clicked_unique` integer NOT NULL,
	`replied_unique` integer NOT NULL,
	`automatic` integer NOT NULL,
	`bounced` integer NOT NULL,
	`sent_so_far` integer DEFAULT 0 NOT NULL,
	`contacted_so_far` integer DEFAULT 0 NOT NULL,
	`opened_unique_so_far` integer DEFAULT 0 NOT NULL,
	`clicked_unique_so_far` integer DEFAULT 0 NOT NULL,
	`replied_unique_so_far` integer DEFAULT 0 NOT NULL,
	`automatic_so_far` integer DEFAULT 0 NOT NULL,
	`bounced_so_far` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `email`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert_mute` (
	`workspace_id` integer NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`muted_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `subject`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `alert_state` (
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`since` integer NOT NULL,
	`told_level` text,
	`aside_level` text,
	`snoozed_until` integer,
	PRIMARY KEY(`workspace_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `client_part` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`colour` integer NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `client_part_name` ON `client_part` (`workspace_id`,`search_name`);
--> statement-breakpoint
CREATE TABLE `client_rule` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`part_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`part_id`) REFERENCES `client_part`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_rule_workspace` ON `client_rule` (`workspace_id`,`position`);
--> statement-breakpoint
CREATE INDEX `client_rule_part` ON `client_rule` (`part_id`);
--> statement-breakpoint
CREATE TABLE `mailbox` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`status` integer,
	`warmup_status` integer,
	`warmup_score` integer,
	`message` text,
	`failing_since` integer,
	`pulled_at` integer NOT NULL,
	`gone_at` integer,
	`spelling` text,
	`daily_limit` integer,
	`provider` integer,
	`sending_gap` integer,
	`tracking_domain` text,
	`setup_pending` integer,
	`tags` text,
	`warmup_since` integer,
	`slow_ramp` integer,
	PRIMARY KEY(`workspace_id`, `email`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `mailbox_campaign` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`campaign_id` integer NOT NULL,
	`by_tag` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `email`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `mailbox_campaign_campaign` ON `mailbox_campaign` (`campaign_id`);
--> statement-breakpoint
CREATE TABLE `mailbox_warmup_day` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`day` integer NOT NULL,
	`score` integer,
	`sent` integer,
	`inbox` integer,
	`spam` integer,
	`received` integer,
	PRIMARY KEY(`workspace_id`, `email`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `domain_warmup_day` (
	`workspace_id` integer NOT NULL,
	`domain` text NOT NULL,
	`day` integer NOT NULL,
	`scores` integer NOT NULL,
	`score_sum` integer NOT NULL,
	`sent` integer NOT NULL,
	`inbox` integer NOT NULL,
	`spam` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `domain`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `domain_vitals` (
	`workspace_id` integer NOT NULL,
	`domain` text NOT NULL,
	`mx` integer,
	`spf` integer,
	`dkim` integer,
	`dmarc` integer,
	`tested_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `domain`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `account_action` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`submission` text NOT NULL,
	`kind` text NOT NULL,
	`value` text,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_action_workspace` ON `account_action` (`workspace_id`,`submission`);
--> statement-breakpoint
CREATE INDEX `account_action_state` ON `account_action` (`state`);
--> statement-breakpoint
CREATE TABLE `account_action_item` (
	`action_id` integer NOT NULL,
	`place` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`state` text NOT NULL,
	`job_id` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`problem_code` text,
	`problem_data` text,
	`was` text,
	PRIMARY KEY(`action_id`, `place`),
	FOREIGN KEY (`action_id`) REFERENCES `account_action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_action_item_email` ON `account_action_item` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE TABLE `account_replacement` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`submission` text NOT NULL,
	`emails` text NOT NULL,
	`with_email` text,
	`undo_of` integer,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_replacement_workspace` ON `account_replacement` (`workspace_id`,`submission`);
--> statement-breakpoint
CREATE INDEX `account_replacement_state` ON `account_replacement` (`state`);
--> statement-breakpoint
CREATE TABLE `account_replacement_item` (
	`replacement_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`removed` text NOT NULL,
	`added` text NOT NULL,
	`state` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	PRIMARY KEY(`replacement_id`, `campaign_id`),
	FOREIGN KEY (`replacement_id`) REFERENCES `account_replacement`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_replacement_item_workspace` ON `account_replacement_item` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `account_replacement_item_campaign` ON `account_replacement_item` (`campaign_id`);
--> statement-breakpoint
CREATE TABLE `crm_deal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`email` text NOT NULL,
	`campaign_id` text NOT NULL,
	`uid` text NOT NULL,
	`company_id` text,
	`company_sent_at` text,
	`person_id` text,
	`person_sent_at` text,
	`remote_id` text,
	`remote_sent_at` text,
	`state` text,
	`pipeline` text,
	`stage` text,
	`value` real,
	`currency` text,
	`closed_at` text,
	`read_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `crm_target`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_deal_once` ON `crm_deal` (`target_id`,`campaign_id`,`email`);
--> statement-breakpoint
CREATE INDEX `crm_deal_lead` ON `crm_deal` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE INDEX `crm_deal_read` ON `crm_deal` (`target_id`,`read_at`);
--> statement-breakpoint
CREATE TABLE `crm_delivery` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`handover_id` integer NOT NULL,
	`target_id` integer NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` text,
	`settled_at` text,
	`status` integer,
	`problem` text,
	`deal_id` integer,
	`note_id` text,
	`note_sent_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handover_id`) REFERENCES `crm_handover`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target_id`) REFERENCES `crm_target`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deal_id`) REFERENCES `crm_deal`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_delivery_once` ON `crm_delivery` (`handover_id`,`target_id`);
--> statement-breakpoint
CREATE INDEX `crm_delivery_due` ON `crm_delivery` (`state`,`next_try_at`);
--> statement-breakpoint
CREATE INDEX `crm_delivery_workspace` ON `crm_delivery` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `crm_delivery_deal` ON `crm_delivery` (`deal_id`);
--> statement-breakpoint
CREATE TABLE `crm_handover` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`lead_key` text NOT NULL,
	`uid` text NOT NULL,
	`email` text NOT NULL,
	`body` text NOT NULL,
	`handed_at` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_handover_key` ON `crm_handover` (`workspace_id`,`lead_key`);
--> statement-breakpoint
CREATE TABLE `crm_target` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`private_network` integer NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`settings` text,
	`read_at` text,
	`next_read_at` text,
	`read_problem` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `crm_target_workspace` ON `crm_target` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `dead_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`source` integer NOT NULL,
	`source_id` text,
	`received_at` integer NOT NULL,
	`reason` text NOT NULL,
	`raw` text NOT NULL,
	`hash` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`retried_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dead_event_text` ON `dead_event` (`workspace_id`,`hash`);
--> statement-breakpoint
CREATE INDEX `dead_event_newest` ON `dead_event` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE TABLE `erased_person` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hash` text NOT NULL,
	`hash_key` text NOT NULL,
	`address` text,
	`state` text NOT NULL,
	`block` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	`receipt` text,
	`problem_code` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erased_person_hash` ON `erased_person` (`hash_key`,`hash`);
--> statement-breakpoint
CREATE TABLE `event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`type` integer NOT NULL,
	`at` integer NOT NULL,
	`hash` integer NOT NULL,
	`step` integer,
	`variant` integer,
	`account_id` integer,
	`sources` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_of_campaign` ON `event` (`campaign_id`,`type`,`at`);
--> statement-breakpoint
CREATE INDEX `event_of_workspace` ON `event` (`workspace_id`,`type`,`at`);
--> statement-breakpoint
CREATE INDEX `event_at` ON `event` (`at`);
--> statement-breakpoint
CREATE TABLE `event_account` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_account_email` ON `event_account` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE TABLE `event_account_day` (
	`workspace_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `account_id`, `day`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_block` (
	`workspace_id` integer NOT NULL,
	`first_event_id` integer NOT NULL,
	`last_event_id` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `first_event_id`)
);
--> statement-breakpoint
CREATE TABLE `event_campaign` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`named_at` integer NOT NULL,
	`listed` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_campaign_remote` ON `event_campaign` (`workspace_id`,`remote_id`);
--> statement-breakpoint
CREATE TABLE `event_campaign_count` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	`leads` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_campaign_day` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `day`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_contact` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_contact_email` ON `event_contact` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE TABLE `event_key` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` integer NOT NULL,
	`hash` integer NOT NULL,
	`event_id` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `at`, `type`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_key_fresh` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` integer NOT NULL,
	`hash` integer NOT NULL,
	`event_id` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `at`, `type`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_lead` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`sent` integer NOT NULL,
	`opened` integer NOT NULL,
	`clicked` integer NOT NULL,
	`replied` integer NOT NULL,
	`auto_replied` integer NOT NULL,
	`bounced` integer NOT NULL,
	`unsubscribed` integer NOT NULL,
	`events` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`score` integer NOT NULL,
	`interest` integer,
	`interest_at` integer,
	PRIMARY KEY(`workspace_id`, `contact_id`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_lead_score` ON `event_lead` (`campaign_id`,`score`);
--> statement-breakpoint
CREATE INDEX `event_lead_replied` ON `event_lead` (`campaign_id`,`last_at`) WHERE "event_lead"."score" = 4 and "event_lead"."unsubscribed" = 0;
--> statement-breakpoint
CREATE TABLE `event_name` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`label` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_name_name` ON `event_name` (`workspace_id`,`name`);
--> statement-breakpoint
CREATE TABLE `event_payload` (
	`event_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`raw` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_payload_workspace` ON `event_payload` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `event_source_day` (
	`workspace_id` integer NOT NULL,
	`day` integer NOT NULL,
	`source` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `source`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_tally` (
	`workspace_id` integer NOT NULL,
	`source` integer NOT NULL,
	`added` integer NOT NULL,
	`duplicate` integer NOT NULL,
	`unknown_campaign` integer NOT NULL,
	`unknown_type` integer NOT NULL,
	`dead` integer NOT NULL,
	`last_received_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `source`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_unnamed` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`at` integer NOT NULL,
	`type` integer NOT NULL,
	`hash` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`step` integer,
	`variant` integer,
	`account_id` integer,
	`sources` integer NOT NULL,
	`event_id` integer,
	`match_id` integer,
	`match_type` integer,
	`match_sources` integer,
	`raw` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `at`, `type`, `hash`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_workspace_day` (
	`workspace_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_workspace_hour` (
	`workspace_id` integer NOT NULL,
	`type` integer NOT NULL,
	`day` integer NOT NULL,
	`events` integer NOT NULL,
	`h0` integer NOT NULL,
	`h1` integer NOT NULL,
	`h2` integer NOT NULL,
	`h3` integer NOT NULL,
	`h4` integer NOT NULL,
	`h5` integer NOT NULL,
	`h6` integer NOT NULL,
	`h7` integer NOT NULL,
	`h8` integer NOT NULL,
	`h9` integer NOT NULL,
	`h10` integer NOT NULL,
	`h11` integer NOT NULL,
	`h12` integer NOT NULL,
	`h13` integer NOT NULL,
	`h14` integer NOT NULL,
	`h15` integer NOT NULL,
	`h16` integer NOT NULL,
	`h17` integer NOT NULL,
	`h18` integer NOT NULL,
	`h19` integer NOT NULL,
	`h20` integer NOT NULL,
	`h21` integer NOT NULL,
	`h22` integer NOT NULL,
	`h23` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `type`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `label_sync` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`first_ended_at` integer,
	`ended_at` integer,
	`read` integer DEFAULT 0 NOT NULL,
	`short_ends` integer DEFAULT 1 NOT NULL,
	`short_seen_at` integer,
	`unfiltered_at` integer
);
--> statement-breakpoint
CREATE TABLE `lead_activity` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`opened` integer NOT NULL,
	`clicked` integer NOT NULL,
	`replied` integer NOT NULL,
	`bounced` integer NOT NULL,
	`unsubscribed` integer NOT NULL,
	`opened_at` integer,
	`clicked_at` integer,
	`replied_at` integer,
	`last_at` integer NOT NULL,
	`score` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `contact_id`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `lead_activity_score` ON `lead_activity` (`campaign_id`,`score`);
--> statement-breakpoint
CREATE INDEX `lead_activity_last` ON `lead_activity` (`campaign_id`,`last_at`);
--> statement-breakpoint
CREATE TABLE `lead_label` (
	`workspace_id` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`email` text NOT NULL,
	`value` integer,
	`stage` integer NOT NULL,
	`as_of` integer NOT NULL,
	`source` integer NOT NULL,
	`interested_at` integer,
	`meeting_at` integer,
	`closed_at` integer,
	`listed_in` integer,
	`gone` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `email`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `lead_label_stage` ON `lead_label` (`workspace_id`,`campaign_id`,`stage`,`interested_at`,`meeting_at`,`closed_at`) WHERE "lead_label"."stage" > 0;
--> statement-breakpoint
CREATE INDEX `lead_label_lead` ON `lead_label` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE TABLE `mail_reading` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`read_to` integer,
	`read_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mail_span` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`since` integer,
	`until` integer NOT NULL,
	`reached` integer,
	`cursor` text
);
--> statement-breakpoint
CREATE INDEX `mail_span_workspace` ON `mail_span` (`workspace_id`,`until`);
--> statement-breakpoint
CREATE TABLE `experiment` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`plan` text NOT NULL,
	`mark` text NOT NULL,
	`seed` text NOT NULL,
	`created_at` text NOT NULL,
	`winner` integer,
	`decided_at` text,
	`decision` text DEFAULT '' NOT NULL,
	`removed_at` text,
	`result` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `experiment_workspace` ON `experiment` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `experiment_list` ON `experiment` (`list_id`);
--> statement-breakpoint
CREATE TABLE `experiment_lead` (
	`experiment_id` integer NOT NULL,
	`address` integer NOT NULL,
	`variant` integer NOT NULL,
	`stratum` integer NOT NULL,
	`action_id` integer NOT NULL,
	PRIMARY KEY(`experiment_id`, `address`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `experiment_step` (
	`action_id` integer PRIMARY KEY NOT NULL,
	`experiment_id` integer NOT NULL,
	`at` text NOT NULL,
	`lead_count` integer DEFAULT 0 NOT NULL,
	`row_count` integer NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `experiment_step_experiment` ON `experiment_step` (`experiment_id`);
--> statement-breakpoint
CREATE TABLE `experiment_stratum` (
	`experiment_id` integer NOT NULL,
	`no` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`experiment_id`, `no`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `export_batch` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`no` integer NOT NULL,
	`first_position` integer NOT NULL,
	`last_position` integer NOT NULL,
	`state` text NOT NULL,
	`lead_count` integer NOT NULL,
	`uploaded` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`sent_at` text,
	`settled_at` text,
	`settled_by` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`answer` text,
	`remote_ids` blob,
	`problem_code` text,
	`domains` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_batch_no` ON `export_batch` (`export_id`,`no`);
--> statement-breakpoint
CREATE INDEX `export_batch_place` ON `export_batch` (`export_id`,`first_position`);
--> statement-breakpoint
CREATE INDEX `export_batch_state` ON `export_batch` (`export_id`,`state`,`no`);
--> statement-breakpoint
CREATE INDEX `export_batch_sums` ON `export_batch` (`export_id`,`uploaded`,`refused`,`failed`);
--> statement-breakpoint
CREATE INDEX `export_batch_domains` ON `export_batch` (`id`) WHERE state = 'done' and domains = 0;
--> statement-breakpoint
CREATE TABLE `export_check` (
	`export_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`at` integer NOT NULL,
	`there` integer NOT NULL,
	`agreed` integer NOT NULL,
	`missing` integer NOT NULL,
	`uncounted` integer NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `export_difference` (
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`export_id`, `position`, `at`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `export_problem` (
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	`lead_id` integer NOT NULL,
	`fate` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`export_id`, `position`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_problem_fate` ON `export_problem` (`export_id`,`fate`);
--> statement-breakpoint
CREATE TABLE `export_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`settings` text NOT NULL,
	`state` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`campaign_id` text,
	`campaign_name` text NOT NULL,
	`campaign_step` text NOT NULL,
	`campaigns_before` text,
	`campaign_sent_at` text,
	`candidates` text,
	`activation` text NOT NULL,
	`row_count` integer NOT NULL,
	`ready_count` integer NOT NULL,
	`cut_position` integer DEFAULT 0 NOT NULL,
	`stayed_behind` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`finished_at` text,
	`last_progress_at` text,
	`taken_back_at` text,
	`copy_check` text,
	`target` text DEFAULT 'campaign' NOT NULL,
	`remote_list_id` text,
	`tagging` text DEFAULT 'not_wanted' NOT NULL,
	`tag_problem` text,
	`zone_id` integer,
	`zone_rows` integer,
	`promised` integer,
	`part` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`zone_id`) REFERENCES `export_zone`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_run_click` ON `export_run` (`workspace_id`,`click_id`);
--> statement-breakpoint
CREATE INDEX `export_run_workspace` ON `export_run` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `export_run_list` ON `export_run` (`list_id`);
--> statement-breakpoint
CREATE INDEX `export_run_campaign` ON `export_run` (`workspace_id`,`campaign_id`);
--> statement-breakpoint
CREATE INDEX `export_run_remote_list` ON `export_run` (`workspace_id`,`remote_list_id`);
--> statement-breakpoint
CREATE INDEX `export_run_zone` ON `export_run` (`zone_id`) WHERE zone_id is not null;
--> statement-breakpoint
CREATE TABLE `export_zone` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`zone` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_zone_click` ON `export_zone` (`workspace_id`,`click_id`);
--> statement-breakpoint
CREATE TABLE `export_zone_row` (
	`zone_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`zone_id`, `position`),
	FOREIGN KEY (`zone_id`) REFERENCES `export_zone`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `mailed_domain` (
	`export_id` integer NOT NULL,
	`domain` text NOT NULL,
	`workspace_id` integer NOT NULL,
	PRIMARY KEY(`export_id`, `domain`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `mailed_domain_domain` ON `mailed_domain` (`domain`);
--> statement-breakpoint
CREATE TABLE `given_up_aside` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`ref` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `ref`)
);
--> statement-breakpoint
CREATE TABLE `job` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`last_good_at` integer,
	`told_at` integer,
	PRIMARY KEY(`workspace_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `job_run` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`took_ms` integer NOT NULL,
	`runs` integer NOT NULL,
	`first_at` integer NOT NULL,
	`counts` text,
	`problem_code` text,
	`problem_data` text
);
--> statement-breakpoint
CREATE INDEX `job_run_newest` ON `job_run` (`workspace_id`,`kind`,`id`);
--> statement-breakpoint
CREATE TABLE `service_call` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`calls` integer NOT NULL,
	`refused` integer NOT NULL,
	`unanswered` integer NOT NULL,
	`requests` integer NOT NULL,
	`limited` integer NOT NULL,
	`peak_second` integer NOT NULL,
	`peak_minute` integer NOT NULL,
	`times` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `at`)
);
--> statement-breakpoint
CREATE INDEX `service_call_at` ON `service_call` (`at`);
--> statement-breakpoint
CREATE TABLE `service_event` (
	`workspace_id` integer NOT NULL,
	`at` integer NOT NULL,
	`relayed` integer NOT NULL,
	`doubled` integer NOT NULL,
	`found` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `service_event_at` ON `service_event` (`at`);
--> statement-breakpoint
CREATE TABLE `inbox_label_pending` (
	`thread_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`step_id` integer NOT NULL,
	`interest` integer,
	`was` integer,
	`told` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`step_id`) REFERENCES `inbox_step`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_label_pending_workspace` ON `inbox_label_pending` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `inbox_label_pending_step` ON `inbox_label_pending` (`step_id`,`told`);
--> statement-breakpoint
CREATE TABLE `inbox_quiet_day` (
	`workspace_id` integer NOT NULL,
	`day` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`threads` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lead_label_count` (
	`workspace_id` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`interested` integer NOT NULL,
	`meetings` integer NOT NULL,
	`closed` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `inbox_count` (
	`workspace_id` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`box` text NOT NULL,
	`threads` integer DEFAULT 0 NOT NULL,
	`unread` integer DEFAULT 0 NOT NULL,
	`suggested` integer DEFAULT 0 NOT NULL,
	`interested` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `box`)
);
--> statement-breakpoint
CREATE TABLE `inbox_correction` (
	`message_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`label` text NOT NULL,
	`was` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_correction_workspace` ON `inbox_correction` (`workspace_id`,`at`);
--> statement-breakpoint
CREATE TABLE `inbox_cursor` (
	`workspace_id` integer NOT NULL,
	`stream` text NOT NULL,
	`watermark` text NOT NULL,
	`back_cursor` text,
	`back_done` integer DEFAULT 0 NOT NULL,
	`back_at` integer,
	`synced_at` integer,
	PRIMARY KEY(`workspace_id`, `stream`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `inbox_label` (
	`workspace_id` integer NOT NULL,
	`value` integer NOT NULL,
	`name` text NOT NULL,
	`tone` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `value`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `inbox_message` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`remote_id` text,
	`direction` text NOT NULL,
	`manual` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	`from_address` text NOT NULL,
	`from_name` text NOT NULL,
	`to_list` text NOT NULL,
	`cc_list` text NOT NULL,
	`reply_to` text,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text,
	`account` text,
	`campaign_id` text,
	`step` text,
	`lead_email` text,
	`unread` integer DEFAULT 0 NOT NULL,
	`remote_unread` integer,
	`attachments` text,
	`complete` integer NOT NULL,
	`hook_key` text,
	`scope` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `inbox_thread`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_message_thread` ON `inbox_message` (`thread_id`,`at`);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_remote` ON `inbox_message` (`workspace_id`,`remote_id`) WHERE "inbox_message"."remote_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_message_hook` ON `inbox_message` (`workspace_id`,`hook_key`) WHERE "inbox_message"."hook_key" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_message_lead` ON `inbox_message` (`workspace_id`,`lead_email`,`at`);
--> statement-breakpoint
CREATE INDEX `inbox_message_manual` ON `inbox_message` (`workspace_id`,`at`) WHERE "inbox_message"."direction" = 'sent' and "inbox_message"."manual" = 1;
--> statement-breakpoint
CREATE TABLE `inbox_model` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`address` text NOT NULL,
	`model` text NOT NULL,
	`private_network` integer NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE TABLE `inbox_model_request` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer,
	`message_id` integer,
	`use` text NOT NULL,
	`at` integer NOT NULL,
	`host` text NOT NULL,
	`model` text NOT NULL,
	`characters` integer NOT NULL,
	`prompt_tokens` integer,
	`completion_tokens` integer,
	`state` text NOT NULL,
	`problem_code` text
);
--> statement-breakpoint
CREATE INDEX `inbox_model_request_workspace` ON `inbox_model_request` (`workspace_id`,`at`);
--> statement-breakpoint
CREATE INDEX `inbox_model_request_message` ON `inbox_model_request` (`message_id`,`use`) WHERE "inbox_model_request"."message_id" is not null;
--> statement-breakpoint
CREATE TABLE `inbox_send` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`click_id` text,
	`account` text NOT NULL,
	`to_list` text NOT NULL,
	`cc_list` text NOT NULL,
	`bcc_list` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`include_original` integer DEFAULT 0 NOT NULL,
	`attachments` text,
	`created_at` integer NOT NULL,
	`leaves_at` integer,
	`sent_at` integer,
	`settled_at` integer,
	`settled_by` text,
	`remote_id` text,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `inbox_thread`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_send_thread` ON `inbox_send` (`thread_id`,`state`);
--> statement-breakpoint
CREATE INDEX `inbox_send_workspace` ON `inbox_send` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `inbox_send_held` ON `inbox_send` (`leaves_at`) WHERE "inbox_send"."leaves_at" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_send_trouble` ON `inbox_send` (`state`,`id`) WHERE "inbox_send"."state" in ('failed', 'unclear');
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_click` ON `inbox_send` (`click_id`) WHERE "inbox_send"."click_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_remote` ON `inbox_send` (`workspace_id`,`remote_id`) WHERE "inbox_send"."remote_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_send_draft` ON `inbox_send` (`thread_id`,`kind`) WHERE "inbox_send"."state" = 'draft';
--> statement-breakpoint
CREATE TABLE `inbox_step` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`act` text NOT NULL,
	`undo` integer NOT NULL,
	`at` integer NOT NULL,
	`kept` integer
);
--> statement-breakpoint
CREATE TABLE `inbox_step_part` (
	`id` integer PRIMARY KEY NOT NULL,
	`step_id` integer NOT NULL,
	`ids` text NOT NULL,
	`changed` text,
	`is_done` integer NOT NULL,
	FOREIGN KEY (`step_id`) REFERENCES `inbox_step`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_step_part_step` ON `inbox_step_part` (`step_id`,`id`);
--> statement-breakpoint
CREATE TABLE `inbox_template` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`text` text NOT NULL,
	`removed_at` text,
	`proposed_for` text,
	`language` text
);
--> statement-breakpoint
CREATE INDEX `inbox_template_workspace` ON `inbox_template` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `inbox_thread` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text,
	`lead_email` text,
	`campaign_id` text,
	`account` text,
	`from_name` text DEFAULT '' NOT NULL,
	`subject` text NOT NULL,
	`snippet` text NOT NULL,
	`last_at` integer NOT NULL,
	`last_received_at` integer,
	`box` text NOT NULL,
	`their_turn` integer NOT NULL,
	`unread` integer DEFAULT 0 NOT NULL,
	`message_count` integer DEFAULT 0 NOT NULL,
	`interest` integer,
	`label_stage` integer DEFAULT 0 NOT NULL,
	`remote_interest` integer,
	`sorted` text,
	`sorted_why` text,
	`sorted_fixed` integer DEFAULT 0 NOT NULL,
	`sorted_message_id` integer,
	`return_date` text,
	`opt_out_entry_id` integer,
	`score` integer DEFAULT 0 NOT NULL,
	`score_why` text DEFAULT '[]' NOT NULL,
	`heat` real DEFAULT 0 NOT NULL,
	`assigned_to` text,
	`snoozed_until` integer,
	`archived_at` integer,
	`read_through_at` integer,
	`has_sent` integer DEFAULT 0 NOT NULL,
	`sorted_unsure` integer DEFAULT 0 NOT NULL,
	`sorted_model` text,
	`model_message_id` integer,
	`model_wish` integer DEFAULT 0 NOT NULL,
	`follow_up_of` integer,
	`follow_up_text` text,
	`can_go_quiet` integer GENERATED ALWAYS AS ((box = 'waiting' and last_received_at is not null and opt_out_entry_id is null and coalesce(interest, 0) not between -4 and -1 and coalesce(sorted, '') not in ('unsubscribe', 'bounce', 'not_interested', 'wrong_person', 'auto_reply'))) VIRTUAL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_thread_remote` ON `inbox_thread` (`workspace_id`,`remote_id`) WHERE "inbox_thread"."remote_id" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_box` ON `inbox_thread` (`workspace_id`,`box`,`last_at`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_box_hot` ON `inbox_thread` (`workspace_id`,`box`,`heat`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_all_box` ON `inbox_thread` (`box`,`last_at`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_all_hot` ON `inbox_thread` (`box`,`heat`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_newest` ON `inbox_thread` (`workspace_id`,`last_at`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_all` ON `inbox_thread` (`last_at`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_hot` ON `inbox_thread` (`heat`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_client_hot` ON `inbox_thread` (`workspace_id`,`heat`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_interested` ON `inbox_thread` (`workspace_id`,`last_at`) WHERE ("inbox_thread"."label_stage" > 0 or ("inbox_thread"."interest" is null and "inbox_thread"."sorted" in ('interested', 'meeting_booked')));
--> statement-breakpoint
CREATE INDEX `inbox_thread_suggested` ON `inbox_thread` (`workspace_id`,`campaign_id`) WHERE "inbox_thread"."interest" is null and "inbox_thread"."sorted" in ('interested', 'meeting_booked');
--> statement-breakpoint
CREATE INDEX `inbox_thread_account` ON `inbox_thread` (`workspace_id`,`account`) WHERE "inbox_thread"."account" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_campaign` ON `inbox_thread` (`workspace_id`,`campaign_id`,`last_at`) WHERE "inbox_thread"."campaign_id" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_campaign_box` ON `inbox_thread` (`workspace_id`,`campaign_id`,`box`,`unread`) WHERE "inbox_thread"."campaign_id" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_lead` ON `inbox_thread` (`workspace_id`,`lead_email`);
--> statement-breakpoint
CREATE INDEX `inbox_thread_unsorted` ON `inbox_thread` (`last_received_at`) WHERE "inbox_thread"."sorted" = 'other' or "inbox_thread"."sorted_unsure" = 1;
--> statement-breakpoint
CREATE INDEX `inbox_thread_quiet` ON `inbox_thread` (`workspace_id`,`last_at`) WHERE "inbox_thread"."can_go_quiet" = 1;
--> statement-breakpoint
CREATE INDEX `inbox_thread_quiet_hot` ON `inbox_thread` (`heat`,`last_at`,`workspace_id`) WHERE "inbox_thread"."can_go_quiet" = 1;
--> statement-breakpoint
CREATE INDEX `inbox_thread_bare` ON `inbox_thread` (`workspace_id`,`last_received_at`) WHERE "inbox_thread"."has_sent" = 0 and "inbox_thread"."read_through_at" is null and "inbox_thread"."remote_id" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_follow_up` ON `inbox_thread` (`workspace_id`) WHERE "inbox_thread"."follow_up_of" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_snoozed` ON `inbox_thread` (`snoozed_until`) WHERE "inbox_thread"."snoozed_until" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_nameless` ON `inbox_thread` (`last_at`) WHERE "inbox_thread"."from_name" = '' and "inbox_thread"."lead_email" is not null;
--> statement-breakpoint
CREATE INDEX `inbox_thread_unread` ON `inbox_thread` (`workspace_id`,`box`) WHERE "inbox_thread"."unread" > 0;
--> statement-breakpoint
CREATE TABLE `inbox_thread_joined` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`into_id` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lead_copy` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`asked_by` text NOT NULL,
	`cursor` text,
	`started_at` integer NOT NULL,
	`read_at` integer,
	`ended_at` integer,
	`leads` integer DEFAULT 0 NOT NULL,
	`addresses` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`counted` integer,
	`listed` integer,
	`newest_id` text,
	`after_newest` integer DEFAULT 0 NOT NULL,
	`new_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_copy_workspace` ON `lead_copy` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `lead_copy_state` ON `lead_copy` (`state`);
--> statement-breakpoint
CREATE TABLE `lead_copy_page` (
	`id` integer PRIMARY KEY NOT NULL,
	`copy_id` integer NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`copy_id`) REFERENCES `lead_copy`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_copy_page_copy` ON `lead_copy_page` (`copy_id`,`id`);
--> statement-breakpoint
CREATE TABLE `lead_copy_place` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`remote_id` text NOT NULL,
	`name` text,
	`leads` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_copy_place_remote` ON `lead_copy_place` (`workspace_id`,`kind`,`remote_id`);
--> statement-breakpoint
CREATE TABLE `lead_copy_row` (
	`email` text NOT NULL,
	`copy_id` integer NOT NULL,
	`place_id` integer NOT NULL,
	`contacted_at` integer,
	`status` integer,
	`interest` integer,
	PRIMARY KEY(`email`, `copy_id`, `place_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` integer NOT NULL,
	`first_row` integer NOT NULL,
	`row_count` integer NOT NULL,
	`codec` text NOT NULL,
	`cells` blob NOT NULL,
	PRIMARY KEY(`import_id`, `first_row`),
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `import_same` (
	`import_id` integer NOT NULL,
	`first_row` integer NOT NULL,
	`leads` blob NOT NULL,
	PRIMARY KEY(`import_id`, `first_row`),
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lead` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`import_id` integer NOT NULL,
	`position` integer NOT NULL,
	`row_number` integer NOT NULL,
	`gate` integer NOT NULL,
	`email` text,
	`payload` text NOT NULL,
	`original` text NOT NULL,
	`other_emails` text,
	`first_name` text,
	`last_name` text,
	`company_name` text,
	`job_title` text,
	`removed` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_place` ON `lead` (`list_id`,`position`);
--> statement-breakpoint
CREATE INDEX `lead_held` ON `lead` (`list_id`,`position`) WHERE gate <> 0;
--> statement-breakpoint
CREATE INDEX `lead_removed` ON `lead` (`list_id`,`position`) WHERE removed <> 0;
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_ready_email` ON `lead` (`email`,`list_id`,`removed`) WHERE gate = 0;
--> statement-breakpoint
CREATE INDEX `lead_held_email` ON `lead` (`email`,`list_id`) WHERE gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9;
--> statement-breakpoint
CREATE TABLE `lead_change` (
	`action_id` integer NOT NULL,
	`lead_id` integer NOT NULL,
	`new_lead_id` integer,
	`gate` integer NOT NULL,
	`email` text,
	`payload` text NOT NULL,
	`row_number` integer,
	PRIMARY KEY(`action_id`, `lead_id`),
	FOREIGN KEY (`action_id`) REFERENCES `list_action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_change_lead` ON `lead_change` (`lead_id`);
--> statement-breakpoint
CREATE INDEX `lead_change_new` ON `lead_change` (`new_lead_id`) WHERE new_lead_id is not null;
--> statement-breakpoint
CREATE TABLE `lead_list` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL,
	`archived_at` text,
	`state` text NOT NULL,
	`row_count` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_list_workspace` ON `lead_list` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE TABLE `lead_tag` (
	`tag_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`position` integer NOT NULL,
	`added_by` integer NOT NULL,
	`removed_by` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tag_id`, `list_id`, `position`),
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_tag_place` ON `lead_tag` (`list_id`,`position`);
--> statement-breakpoint
CREATE TABLE `list_action` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`kind` text NOT NULL,
	`lead_count` integer NOT NULL,
	`at` text NOT NULL,
	`undone_at` text,
	`state` text DEFAULT 'done' NOT NULL,
	`import_id` integer,
	`unfinished` text,
	`tag_id` integer,
	`target_list_id` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `list_action_list` ON `list_action` (`list_id`,`id`);
--> statement-breakpoint
CREATE TABLE `list_copy` (
	`action_id` integer NOT NULL,
	`first_position` integer NOT NULL,
	`row_count` integer NOT NULL,
	PRIMARY KEY(`action_id`, `first_position`),
	FOREIGN KEY (`action_id`) REFERENCES `list_action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `list_gate_count` (
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`gate` integer NOT NULL,
	`count` integer NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`list_id`, `gate`),
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `list_import` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`encoding` text NOT NULL,
	`delimiter` text NOT NULL,
	`header` text NOT NULL,
	`mapping` text NOT NULL,
	`settings` text NOT NULL,
	`row_count` integer NOT NULL,
	`imported_at` text NOT NULL,
	`state` text NOT NULL,
	`rows_of` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `list_import_list` ON `list_import` (`list_id`);
--> statement-breakpoint
CREATE INDEX `list_import_sha` ON `list_import` (`workspace_id`,`sha256`);
--> statement-breakpoint
CREATE TABLE `tag` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_name` ON `tag` (`workspace_id`,`name`);
--> statement-breakpoint
CREATE TABLE `export_cost` (
	`export_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`currency` text NOT NULL,
	`leads` integer NOT NULL,
	`contacts_left` integer,
	`contacts_at` text,
	`list_cents` integer NOT NULL,
	`verification_cents` integer NOT NULL,
	`credits` real NOT NULL,
	`sending_cents` integer,
	`total_cents` integer NOT NULL,
	`replies_to_break_even` integer,
	`assumptions` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_cost_workspace` ON `export_cost` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `money_cost` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`basis` text NOT NULL,
	`cents` integer NOT NULL,
	`per` integer DEFAULT 1 NOT NULL,
	`quantity` integer DEFAULT 1 NOT NULL,
	`currency` text,
	`from_day` integer NOT NULL,
	`to_day` integer,
	`as_of_day` integer NOT NULL,
	`campaign_id` integer,
	`list_id` integer,
	`import_id` integer,
	`share_by` text,
	`created_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `money_cost_workspace` ON `money_cost` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE TABLE `money_share` (
	`cost_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`weight` integer NOT NULL,
	PRIMARY KEY(`cost_id`, `workspace_id`)
);
--> statement-breakpoint
CREATE INDEX `money_share_workspace` ON `money_share` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `money_value` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`source` text,
	`interested_cents` integer,
	`meeting_cents` integer,
	`won_cents` integer,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`)
);
--> statement-breakpoint
CREATE TABLE `opt_out` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`state` text NOT NULL,
	`scope` text NOT NULL,
	`source` text NOT NULL,
	`words` text,
	`thread_id` integer,
	`since` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_value` ON `opt_out` (`workspace_id`,`value`);
--> statement-breakpoint
CREATE INDEX `opt_out_person` ON `opt_out` (`value`);
--> statement-breakpoint
CREATE INDEX `opt_out_all` ON `opt_out` (`scope`) WHERE "opt_out"."scope" = 'all';
--> statement-breakpoint
CREATE INDEX `opt_out_asked` ON `opt_out` (`workspace_id`) WHERE "opt_out"."state" = 'asked';
--> statement-breakpoint
CREATE TABLE `opt_out_lead` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`sync_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`how` text NOT NULL,
	`interest_before` integer,
	`interest_set` integer,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`asked_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sync_id`) REFERENCES `opt_out_sync`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_lead_remote` ON `opt_out_lead` (`sync_id`,`remote_id`,`how`);
--> statement-breakpoint
CREATE INDEX `opt_out_lead_workspace` ON `opt_out_lead` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `opt_out_sync` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`wanted` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`state` text NOT NULL,
	`next_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`looks` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`entry_id` text,
	`entry_origin` text,
	`entry_asked_at` integer,
	`entry_read_at` integer,
	`leads_read_at` integer,
	`differs` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_sync_value` ON `opt_out_sync` (`workspace_id`,`value`);
--> statement-breakpoint
CREATE INDEX `opt_out_sync_person` ON `opt_out_sync` (`value`);
--> statement-breakpoint
CREATE INDEX `opt_out_sync_next` ON `opt_out_sync` (`next_at`) WHERE "opt_out_sync"."next_at" is not null;
--> statement-breakpoint
CREATE INDEX `opt_out_sync_open` ON `opt_out_sync` (`workspace_id`,`state`) WHERE "opt_out_sync"."state" <> 'done';
--> statement-breakpoint
CREATE TABLE `gap_check` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`reason` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`state` text NOT NULL,
	`phase` text NOT NULL,
	`day` text,
	`cursor` text,
	`read_count` integer DEFAULT 0 NOT NULL,
	`added_count` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`started_at` text NOT NULL,
	`finished_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gap_check_workspace` ON `gap_check` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `gap_check_state` ON `gap_check` (`state`);
--> statement-breakpoint
CREATE TABLE `gap_count` (
	`workspace_id` integer NOT NULL,
	`day` text NOT NULL,
	`source` text NOT NULL,
	`type` text NOT NULL,
	`count` integer NOT NULL,
	`read_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `source`, `type`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `relay_connection` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`masked` text NOT NULL,
	`fingerprint` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`stream` text,
	`cursor` integer DEFAULT 0 NOT NULL,
	`acknowledged` integer DEFAULT 0 NOT NULL,
	`newest` integer DEFAULT 0 NOT NULL,
	`forgotten` integer DEFAULT 0 NOT NULL,
	`last_polled_at` text,
	`last_event_at` text,
	`webhook_id` text,
	`webhook_state` text DEFAULT 'none' NOT NULL,
	`webhook_since` text,
	`webhook_checked_at` text,
	`webhook_error_at` text,
	`webhook_problem` text,
	`webhook_problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relay_connection_workspace` ON `relay_connection` (`workspace_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `relay_connection_live` ON `relay_connection` (`workspace_id`) WHERE removed_at is null;
--> statement-breakpoint
CREATE UNIQUE INDEX `relay_connection_token` ON `relay_connection` (`fingerprint`) WHERE removed_at is null;
--> statement-breakpoint
CREATE TABLE `relay_trial` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`mark` text NOT NULL,
	`event_type` text NOT NULL,
	`sent_at` text NOT NULL,
	`relay_at` text,
	`arrived_at` text,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relay_trial_workspace` ON `relay_trial` (`workspace_id`,`id`);
--> statement-breakpoint
CREATE INDEX `relay_trial_mark` ON `relay_trial` (`mark`);
--> statement-breakpoint
CREATE TABLE `report_logo` (
	`workspace_id` integer NOT NULL,
	`part_id` integer DEFAULT 0 NOT NULL,
	`kind` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `part_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `report_made` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`asked_by` text NOT NULL,
	`due_at` integer,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`folder` text NOT NULL,
	`formats` text NOT NULL,
	`quotes` text NOT NULL,
	`files` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`part_id` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_made_client` ON `report_made` (`workspace_id`,`part_id`,`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_made_due` ON `report_made` (`workspace_id`,`part_id`,`due_at`);
--> statement-breakpoint
CREATE TABLE `report_plan` (
	`workspace_id` integer NOT NULL,
	`part_id` integer DEFAULT 0 NOT NULL,
	`every` text NOT NULL,
	`day` integer NOT NULL,
	`minute` integer NOT NULL,
	`formats` text NOT NULL,
	`is_on` integer NOT NULL,
	`settled_at` integer NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`problem_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `part_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `campaign_rest` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`date` text NOT NULL,
	`name` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_rest_date` ON `campaign_rest` (`export_id`,`date`);
--> statement-breakpoint
CREATE INDEX `campaign_rest_open` ON `campaign_rest` (`from_at`) WHERE state in ('planned', 'pausing', 'paused', 'starting');
--> statement-breakpoint
CREATE TABLE `sequence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`language` text,
	`industry` text NOT NULL,
	`steps` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `sequence_workspace` ON `sequence` (`workspace_id`,`saved_at`) WHERE removed_at is null;
--> statement-breakpoint
CREATE TABLE `sequence_version` (
	`sequence_id` integer NOT NULL,
	`no` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`at` text NOT NULL,
	`origin` text NOT NULL,
	`from` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`sequence_id`, `no`),
	FOREIGN KEY (`sequence_id`) REFERENCES `sequence`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sequence_version_workspace` ON `sequence_version` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `setting` (
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `subsequence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`status` integer NOT NULL,
	`raw` text NOT NULL,
	`content_at` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`gone_at` integer,
	`sent` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`totals_at` integer,
	`steps` text,
	`steps_at` integer,
	`sending_status` text,
	`sending_status_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_remote` ON `subsequence` (`workspace_id`,`remote_id`);
--> statement-breakpoint
CREATE INDEX `subsequence_campaign` ON `subsequence` (`campaign_id`);
--> statement-breakpoint
CREATE TABLE `subsequence_move` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`into_id` integer,
	`undo_of` integer,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`into_id`) REFERENCES `subsequence`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_move_workspace` ON `subsequence_move` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `subsequence_move_campaign` ON `subsequence_move` (`campaign_id`,`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_move_click` ON `subsequence_move` (`click_id`);
--> statement-breakpoint
CREATE INDEX `subsequence_move_open` ON `subsequence_move` (`state`) WHERE "subsequence_move"."state" in ('running', 'held');
--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_move_undo` ON `subsequence_move` (`undo_of`) WHERE "subsequence_move"."undo_of" is not null;
--> statement-breakpoint
CREATE TABLE `subsequence_move_lead` (
	`move_id` integer NOT NULL,
	`place` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`email` text,
	`name` text NOT NULL,
	`target` text,
	`only_from` text,
	`before` text,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`problem_code` text,
	`problem_data` text,
	PRIMARY KEY(`move_id`, `place`),
	FOREIGN KEY (`move_id`) REFERENCES `subsequence_move`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_move_lead_workspace` ON `subsequence_move_lead` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `subsequence_reading` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`read_at` integer,
	`figures_key` text,
	`problem_code` text,
	`problem_data` text,
	`problem_at` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_reading_workspace` ON `subsequence_reading` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `shared_claim` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`memory_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`first_position` integer NOT NULL,
	`last_position` integer NOT NULL,
	`state` text NOT NULL,
	`hashes` blob,
	FOREIGN KEY (`memory_id`) REFERENCES `shared_memory`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `shared_claim_export` ON `shared_claim` (`export_id`,`state`);
--> statement-breakpoint
CREATE INDEX `shared_claim_open` ON `shared_claim` (`memory_id`,`state`) WHERE state <> 'settled';
--> statement-breakpoint
CREATE TABLE `shared_double` (
	`memory_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`memory_id`, `export_id`, `position`),
	FOREIGN KEY (`memory_id`) REFERENCES `shared_memory`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `shared_memory` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`computer_id` text NOT NULL,
	`computer_name` text NOT NULL,
	`computer` integer NOT NULL,
	`offline` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`cursor_tx` text,
	`cursor_no` text,
	`cursor_at` text,
	`read_at` integer,
	`told_batch` integer DEFAULT 0 NOT NULL,
	`taking_over` integer,
	`formerly` integer,
	`restored` text,
	`computers` integer DEFAULT 1 NOT NULL,
	`problem_code` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shared_memory_workspace` ON `shared_memory` (`workspace_id`) WHERE removed_at is null;
--> statement-breakpoint
CREATE TABLE `shared_stop` (
	`memory_id` integer NOT NULL,
	`hash` text NOT NULL,
	`computer` integer NOT NULL,
	`stopped` integer NOT NULL,
	`at` integer NOT NULL,
	`opt_out_id` integer,
	PRIMARY KEY(`memory_id`, `hash`, `computer`),
	FOREIGN KEY (`memory_id`) REFERENCES `shared_memory`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `shared_stop_opt_out` ON `shared_stop` (`opt_out_id`) WHERE opt_out_id is not null;
--> statement-breakpoint
CREATE TABLE `shared_told` (
	`memory_id` integer NOT NULL,
	`opt_out_id` integer NOT NULL,
	`stopped` integer NOT NULL,
	PRIMARY KEY(`memory_id`, `opt_out_id`),
	FOREIGN KEY (`memory_id`) REFERENCES `shared_memory`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `supabase_pull` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source_id` integer NOT NULL,
	`question` text NOT NULL,
	`saved_at` text NOT NULL,
	`row_count` integer NOT NULL,
	`list_id` integer,
	FOREIGN KEY (`source_id`) REFERENCES `supabase_source`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `supabase_pull_question` ON `supabase_pull` (`source_id`,`question`);
--> statement-breakpoint
CREATE TABLE `supabase_row` (
	`pull_id` integer NOT NULL,
	`row_key` text NOT NULL,
	`look` blob NOT NULL,
	PRIMARY KEY(`pull_id`, `row_key`),
	FOREIGN KEY (`pull_id`) REFERENCES `supabase_pull`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `supabase_source` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`key_kind` text NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `supabase_source_workspace` ON `supabase_source` (`workspace_id`);
--> statement-breakpoint
CREATE TABLE `supabase_import` (
	`import_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`source_id` integer NOT NULL,
	`relation` text NOT NULL,
	`campaign_id` text,
	`key_column` text
);
--> statement-breakpoint
CREATE INDEX `supabase_import_source` ON `supabase_import` (`source_id`);
--> statement-breakpoint
CREATE TABLE `write_back` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`source_id` integer NOT NULL,
	`place` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`key_kind` text NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`organization_id` text,
	`reply_text` integer NOT NULL,
	`workspace_key` text NOT NULL,
	`is_on` integer DEFAULT false NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`next_at` integer,
	`written_at` integer,
	`checked_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `supabase_source`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `write_back_workspace` ON `write_back` (`workspace_id`);
--> statement-breakpoint
CREATE INDEX `write_back_source` ON `write_back` (`source_id`);
--> statement-breakpoint
CREATE TABLE `write_back_row` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`write_back_id` integer NOT NULL,
	`campaign_id` text NOT NULL,
	`email` text NOT NULL,
	`state` text NOT NULL,
	`row_table` text,
	`row_id` text,
	`row_campaign` text,
	`body` text NOT NULL,
	`problem` text,
	FOREIGN KEY (`write_back_id`) REFERENCES `write_back`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `write_back_row_lead` ON `write_back_row` (`write_back_id`,`campaign_id`,`email`);
--> statement-breakpoint
CREATE INDEX `write_back_row_state` ON `write_back_row` (`write_back_id`,`state`,`id`);
--> statement-breakpoint
CREATE INDEX `write_back_row_place` ON `write_back_row` (`write_back_id`,`row_table`,`row_id`);
--> statement-breakpoint
CREATE TABLE `email_check` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`run_id` integer NOT NULL,
	`state` text NOT NULL,
	`verdict` text,
	`asked_at` text,
	`checked_at` text,
	`credits_used` real,
	`credits_left` real,
	`applied` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `verification_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `email_check_email` ON `email_check` (`workspace_id`,`email`);
--> statement-breakpoint
CREATE INDEX `email_check_run` ON `email_check` (`run_id`,`state`,`applied`);
--> statement-breakpoint
CREATE INDEX `email_check_credits` ON `email_check` (`run_id`,`credits_used`) WHERE credits_used is not null;
--> statement-breakpoint
CREATE TABLE `verification_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`state` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`started_at` text NOT NULL,
	`finished_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `verification_run_list` ON `verification_run` (`list_id`,`id`);
--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`state` text NOT NULL,
	`missing_scopes` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`last_checked_at` text,
	`last_worked_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vault` (
	`id` integer PRIMARY KEY NOT NULL,
	`salt` blob NOT NULL,
	`cost` integer NOT NULL,
	`proof` blob NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`colour` integer NOT NULL,
	`archived_at` text,
	`remote_id` text,
	`remote_name` text,
	`plan_name` text,
	`contacts_limit` integer,
	`contacts_left` integer,
	`checked_at` text,
	`first_key_report` text,
	`first_key_report_at` text,
	`created_at` text NOT NULL,
	`demo` text,
	`contacts_at` integer,
	`mailboxes_at` integer,
	`plan_cents` integer,
	`plan_interval` text,
	`plan_at` integer,
	`plan_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspace_remote` ON `workspace` (`remote_id`) WHERE "workspace"."remote_id" is not null;
--> statement-breakpoint
CREATE VIRTUAL TABLE `inbox_search` USING fts5(
	`scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`,
	content='inbox_message', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3 4'
);
--> statement-breakpoint
CREATE TRIGGER `campaign_changed` AFTER UPDATE OF `workspace_id`, `name`, `search_name`, `status`, `open_tracking`, `link_tracking`,
	`gone_at`, `sent`, `contacted`, `opened`, `opened_unique`, `clicked`, `clicked_unique`, `replied_unique`, `bounced`,
	`unsubscribed`, `totals_key`, `details_key`, `details_at`, `part_id` ON `campaign` BEGIN
	UPDATE `campaign` SET `rev` = `rev` + 1 WHERE `id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_search_added` AFTER INSERT ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES (new.`id`, new.`scope`, new.`from_name`, new.`from_address`, new.`to_list`, new.`subject`, new.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_search_removed` AFTER DELETE ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`inbox_search`, `rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES ('delete', old.`id`, old.`scope`, old.`from_name`, old.`from_address`, old.`to_list`, old.`subject`, old.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_search_changed` AFTER UPDATE OF `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text` ON `inbox_message` BEGIN
	INSERT INTO `inbox_search` (`inbox_search`, `rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES ('delete', old.`id`, old.`scope`, old.`from_name`, old.`from_address`, old.`to_list`, old.`subject`, old.`text`);
	INSERT INTO `inbox_search` (`rowid`, `scope`, `from_name`, `from_address`, `to_list`, `subject`, `text`)
	VALUES (new.`id`, new.`scope`, new.`from_name`, new.`from_address`, new.`to_list`, new.`subject`, new.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_added` AFTER INSERT ON `inbox_thread` BEGIN
	INSERT INTO `inbox_count` (`workspace_id`, `campaign_id`, `box`, `threads`, `unread`, `suggested`, `interested`)
	VALUES (new.`workspace_id`, coalesce(new.`campaign_id`, ''), new.`box`, 1, new.`unread` > 0,
		new.`interest` is null and coalesce(new.`sorted`, '') in ('interested', 'meeting_booked'),
		new.`label_stage` > 0 or (new.`interest` is null and coalesce(new.`sorted`, '') in ('interested', 'meeting_booked')))
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1, `unread` = `unread` + excluded.`unread`,
		`suggested` = `suggested` + excluded.`suggested`, `interested` = `interested` + excluded.`interested`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_removed` AFTER DELETE ON `inbox_thread` BEGIN
	UPDATE `inbox_count` SET `threads` = `threads` - 1, `unread` = `unread` - (old.`unread` > 0),
		`suggested` = `suggested` - (old.`interest` is null and coalesce(old.`sorted`, '') in ('interested', 'meeting_booked')),
		`interested` = `interested` - (old.`label_stage` > 0 or (old.`interest` is null and coalesce(old.`sorted`, '') in ('interested', 'meeting_booked')))
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = coalesce(old.`campaign_id`, '') and `box` = old.`box`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_count_changed` AFTER UPDATE OF `workspace_id`, `campaign_id`, `box`, `unread`, `interest`, `sorted`, `label_stage` ON `inbox_thread`
WHEN old.`workspace_id` <> new.`workspace_id` or old.`campaign_id` is not new.`campaign_id` or old.`box` <> new.`box`
	or (old.`unread` > 0) <> (new.`unread` > 0) or old.`interest` is not new.`interest` or old.`sorted` is not new.`sorted`
	or (old.`label_stage` > 0) <> (new.`label_stage` > 0) BEGIN
	UPDATE `inbox_count` SET `threads` = `threads` - 1, `unread` = `unread` - (old.`unread` > 0),
		`suggested` = `suggested` - (old.`interest` is null and coalesce(old.`sorted`, '') in ('interested', 'meeting_booked')),
		`interested` = `interested` - (old.`label_stage` > 0 or (old.`interest` is null and coalesce(old.`sorted`, '') in ('interested', 'meeting_booked')))
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = coalesce(old.`campaign_id`, '') and `box` = old.`box`;
	INSERT INTO `inbox_count` (`workspace_id`, `campaign_id`, `box`, `threads`, `unread`, `suggested`, `interested`)
	VALUES (new.`workspace_id`, coalesce(new.`campaign_id`, ''), new.`box`, 1, new.`unread` > 0,
		new.`interest` is null and coalesce(new.`sorted`, '') in ('interested', 'meeting_booked'),
		new.`label_stage` > 0 or (new.`interest` is null and coalesce(new.`sorted`, '') in ('interested', 'meeting_booked')))
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1, `unread` = `unread` + excluded.`unread`,
		`suggested` = `suggested` + excluded.`suggested`, `interested` = `interested` + excluded.`interested`;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_quiet_added` AFTER INSERT ON `inbox_thread` WHEN new.`can_go_quiet` BEGIN
	INSERT INTO `inbox_quiet_day` (`workspace_id`, `day`, `campaign_id`, `threads`)
	VALUES (new.`workspace_id`, new.`last_at` / 86400000, coalesce(new.`campaign_id`, ''), 1)
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_quiet_removed` AFTER DELETE ON `inbox_thread` WHEN old.`can_go_quiet` BEGIN
	UPDATE `inbox_quiet_day` SET `threads` = `threads` - 1
	WHERE `workspace_id` = old.`workspace_id` and `day` = old.`last_at` / 86400000 and `campaign_id` = coalesce(old.`campaign_id`, '');
END;
--> statement-breakpoint
CREATE TRIGGER `inbox_quiet_changed` AFTER UPDATE ON `inbox_thread`
WHEN old.`can_go_quiet` <> new.`can_go_quiet` or (new.`can_go_quiet` and (old.`workspace_id` <> new.`workspace_id`
	or old.`last_at` / 86400000 <> new.`last_at` / 86400000 or old.`campaign_id` is not new.`campaign_id`)) BEGIN
	UPDATE `inbox_quiet_day` SET `threads` = `threads` - 1
	WHERE old.`can_go_quiet` and `workspace_id` = old.`workspace_id` and `day` = old.`last_at` / 86400000
		and `campaign_id` = coalesce(old.`campaign_id`, '');
	INSERT INTO `inbox_quiet_day` (`workspace_id`, `day`, `campaign_id`, `threads`)
	SELECT new.`workspace_id`, new.`last_at` / 86400000, coalesce(new.`campaign_id`, ''), 1 WHERE new.`can_go_quiet`
	ON CONFLICT DO UPDATE SET `threads` = `threads` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_added` AFTER INSERT ON `lead_label` WHEN new.`stage` > 0 BEGIN
	INSERT INTO `lead_label_count` (`workspace_id`, `campaign_id`, `interested`, `meetings`, `closed`)
	VALUES (new.`workspace_id`, new.`campaign_id`, 1, new.`stage` > 1, new.`stage` > 2)
	ON CONFLICT DO UPDATE SET `interested` = `interested` + 1, `meetings` = `meetings` + excluded.`meetings`,
		`closed` = `closed` + excluded.`closed`;
END;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_removed` AFTER DELETE ON `lead_label` WHEN old.`stage` > 0 BEGIN
	UPDATE `lead_label_count` SET `interested` = `interested` - 1, `meetings` = `meetings` - (old.`stage` > 1),
		`closed` = `closed` - (old.`stage` > 2)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = old.`campaign_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `lead_label_count_changed` AFTER UPDATE ON `lead_label` WHEN old.`stage` <> new.`stage`
	or old.`workspace_id` <> new.`workspace_id` or old.`campaign_id` <> new.`campaign_id` BEGIN
	UPDATE `lead_label_count` SET `interested` = `interested` - (old.`stage` > 0), `meetings` = `meetings` - (old.`stage` > 1),
		`closed` = `closed` - (old.`stage` > 2)
	WHERE `workspace_id` = old.`workspace_id` and `campaign_id` = old.`campaign_id`;
	INSERT INTO `lead_label_count` (`workspace_id`, `campaign_id`, `interested`, `meetings`, `closed`)
	VALUES (new.`workspace_id`, new.`campaign_id`, new.`stage` > 0, new.`stage` > 1, new.`stage` > 2)
	ON CONFLICT DO UPDATE SET `interested` = `interested` + excluded.`interested`,
		`meetings` = `meetings` + excluded.`meetings`, `closed` = `closed` + excluded.`closed`;
END;
--> statement-breakpoint
CREATE TRIGGER `domain_warmup_added` AFTER INSERT ON `mailbox_warmup_day` BEGIN
	INSERT INTO `domain_warmup_day` (`workspace_id`, `domain`, `day`, `scores`, `score_sum`, `sent`, `inbox`, `spam`)
	VALUES (new.`workspace_id`, substr(new.`email`, instr(new.`email`, '@') + 1), new.`day`, (new.`score` is not null),
		coalesce(new.`score`, 0), coalesce(new.`sent`, 0), coalesce(new.`inbox`, 0), coalesce(new.`spam`, 0))
	ON CONFLICT DO UPDATE SET `scores` = `scores` + excluded.`scores`, `score_sum` = `score_sum` + excluded.`score_sum`,
		`sent` = `sent` + excluded.`sent`, `inbox` = `inbox` + excluded.`inbox`, `spam` = `spam` + excluded.`spam`;
END;
--> statement-breakpoint
CREATE TRIGGER `domain_warmup_changed` AFTER UPDATE ON `mailbox_warmup_day` BEGIN
	INSERT INTO `domain_warmup_day` (`workspace_id`, `domain`, `day`, `scores`, `score_sum`, `sent`, `inbox`, `spam`)
	VALUES (new.`workspace_id`, substr(new.`email`, instr(new.`email`, '@') + 1), new.`day`, (new.`score` is not null) - (old.`score` is not null),
		coalesce(new.`score`, 0) - coalesce(old.`score`, 0), coalesce(new.`sent`, 0) - coalesce(old.`sent`, 0), coalesce(new.`inbox`, 0) - coalesce(old.`inbox`, 0), coalesce(new.`spam`, 0) - coalesce(old.`spam`, 0))
	ON CONFLICT DO UPDATE SET `scores` = `scores` + excluded.`scores`, `score_sum` = `score_sum` + excluded.`score_sum`,
		`sent` = `sent` + excluded.`sent`, `inbox` = `inbox` + excluded.`inbox`, `spam` = `spam` + excluded.`spam`;
END;
