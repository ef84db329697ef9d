CREATE TABLE IF NOT EXISTS likes_totals (
  topic varchar(140) NOT NULL,
  reaction varchar(32) NOT NULL,
  total bigint NOT NULL,
  PRIMARY KEY (topic, reaction)
);

-- How far each topic's log is. Its row, locked until commit, makes backends that add to one log take turns, so that
-- positions are dense and become visible in order. A topic to which this version has added nothing has no check.
CREATE TABLE IF NOT EXISTS positions (
  topic varchar(160) NOT NULL,
  last_position bigint NOT NULL,
  last_check bigint,
  PRIMARY KEY (topic)
);

-- The logs. Comments of the version before have no check, no origin and no logged_at.
CREATE TABLE IF NOT EXISTS entries (
  id varchar(36) NOT NULL,
  topic varchar(160) NOT NULL,
  position bigint NOT NULL,
  check_hash bigint,
  kind varchar(16) DEFAULT 'comment' NOT NULL,
  origin varchar,
  target varchar(36),
  logged_at timestamp(3) with time zone,
  -- of a comment that was retracted
  text_hash bigint,
  member varchar(128) NOT NULL,
  text varchar NOT NULL,
  accepted_at timestamp(3) with time zone NOT NULL,
  media_time double precision,
  featured boolean DEFAULT false NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (topic, position)
);

-- What is retracted, whether it has come or not. H2 has no index that leaves out rows, so one on the targets would cost
-- every comment.
CREATE TABLE IF NOT EXISTS retracted (
  id varchar(36) NOT NULL,
  PRIMARY KEY (id)
);

-- How far the logs of other data centres are taken in.
CREATE TABLE IF NOT EXISTS cursors (
  topic varchar(160) NOT NULL,
  data_centre varchar NOT NULL,
  position bigint NOT NULL,
  check_hash bigint NOT NULL,
  PRIMARY KEY (topic, data_centre)
);

CREATE TABLE IF NOT EXISTS store_version (
  version integer NOT NULL
);
