CREATE TABLE IF NOT EXISTS likes_totals (
  topic varchar(140) NOT NULL,
  reaction varchar(32) NOT NULL,
  total bigint NOT NULL,
  PRIMARY KEY (topic, reaction)
);

-- The position of a topic's latest comment. Its row, locked until commit, also makes backends that write to one topic
-- take turns, so that positions become visible in the order in which they were given out.
CREATE TABLE IF NOT EXISTS comment_positions (
  topic varchar(140) NOT NULL,
  last_position bigint NOT NULL,
  PRIMARY KEY (topic)
);

CREATE TABLE IF NOT EXISTS comments (
  id varchar(36) NOT NULL,
  topic varchar(140) NOT NULL,
  position bigint NOT NULL,
  member varchar(128) NOT NULL,
  text varchar NOT NULL,
  accepted_at timestamp(3) with time zone NOT NULL,
  media_time double precision,
  PRIMARY KEY (id),
  UNIQUE (topic, position)
);
-- A store that was made before members could be featured.
ALTER TABLE comments ADD COLUMN IF NOT EXISTS featured boolean NOT NULL DEFAULT false;

-- Comments that are not known to be published yet, and the backend that is to do it: a row comes with the commit of its
-- comment and goes after the acknowledgement.
CREATE TABLE IF NOT EXISTS comment_outbox (
  id varchar(36) NOT NULL,
  backend varchar NOT NULL,
  claimed_at timestamp(3) with time zone NOT NULL,
  PRIMARY KEY (id)
);
